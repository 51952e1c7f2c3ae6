using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Mantle.SigV4;

namespace Mantle.Benchmarks.SigV4;

/// <summary>Measures verifying requests like those of the AWS CLI, each step of it, and reading a chunked body.</summary>
static class SigV4Benchmarks
{
    static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly Credentials Credentials = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", new string('t', 600));

    public static IReadOnlyList<MicroCase> Cases()
    {
        var cache = new SigningKeyCache();
        var post = new Signed("sts", "POST", "/", "Action=GetCallerIdentity&Version=2011-06-15");
        var get = new Signed("s3", "GET", "/bucket?list-type=2&prefix=a%2Fb&delimiter=%2F&encoding-type=url", "");
        var presigned = new Presigned("/bucket/key");
        var body = new ChunkedBody(1 << 20);
        var hmacKey = SHA256.HashData("key"u8);
        var mac = new byte[32];
        var stringToSign = new byte[140];
        return
        [
            new("verify a signed POST, signing key cached", () => post.Verify(cache)),
            new("verify a signed POST, signing key derived", () => post.Verify(new SigningKeyCache(2))),
            new("verify a signed GET with four query parameters", () => get.Verify(cache)),
            new("verify a presigned URL", () => presigned.Verify(cache)),
            new("sign a POST", () => post.SignAgain()),
            new("decode and verify 1 MiB in signed chunks of 64 KiB", body.Decode),
            new("for comparison: one HMAC-SHA256 of 140 bytes", () => HMACSHA256.HashData(hmacKey, stringToSign, mac)),
            new("for comparison: SHA-256 of 1 MiB", () => SHA256.HashData(body.Encoded.AsSpan(0, 1 << 20), mac)),
        ];
    }

    sealed class Signed
    {
        readonly HeaderList headers = new();
        readonly HeaderList unsigned = new();
        readonly RequestSigner signer;
        readonly PayloadHash payload;
        readonly byte[] sha256;
        readonly string method;
        readonly string target;

        public Signed(string service, string method, string target, string body)
        {
            (this.method, this.target) = (method, target);
            headers.Add("Host", "127.0.0.1:4700").Add("Accept-Encoding", "identity").Add("User-Agent", "aws-cli/2.9.19 Python/3.11.2");
            if (body.Length > 0)
                headers.Add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
            signer = new(Credentials, "us-east-1", service);
            payload = PayloadHash.Of(Encoding.UTF8.GetBytes(body));
            sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(body));
            signer.Sign(SignableRequest.FromTarget(method, target, headers), payload, Time);
            unsigned.Add("Host", "127.0.0.1:4700").Add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        }

        public void Verify(SigningKeyCache cache) =>
            SigV4Benchmarks.Verify(SignableRequest.FromTarget(method, target, headers), cache, sha256);

        public void SignAgain() => signer.Sign(SignableRequest.FromTarget(method, target, unsigned), payload, Time);
    }

    sealed class Presigned
    {
        readonly HeaderList headers = new HeaderList().Add("Host", "127.0.0.1:4700").Add("User-Agent", "curl/8");
        readonly string path;
        readonly string query;

        public Presigned(string path)
        {
            this.path = path;
            var signed = new HeaderList().Add("Host", "127.0.0.1:4700");
            new RequestSigner(Credentials, "us-east-1", "s3").Presign(
                new("GET", path, "", signed),
                PayloadHash.UnsignedPayload,
                Time,
                TimeSpan.FromHours(1),
                out query
            );
        }

        public void Verify(SigningKeyCache cache) => SigV4Benchmarks.Verify(new("GET", path, query, headers), cache, default);
    }

    sealed class ChunkedBody
    {
        readonly HeaderList headers;
        readonly RequestSignature signature;
        readonly SigningKey key = SigningKey.Derive(Credentials.SecretAccessKey, CredentialScope.At(Time, "us-east-1", "s3"));
        readonly byte[] room = new byte[64 << 10];

        public ChunkedBody(int length)
        {
            headers = new HeaderList().Add("Host", "127.0.0.1:4700").Add("x-amz-decoded-content-length", $"{length}");
            var signer = new RequestSigner(Credentials, "us-east-1", "s3");
            var request = new SignableRequest("PUT", "/bucket/key", "", headers);
            var signed = signer.Sign(request, PayloadHash.StreamingSigned, Time);
            var output = new ArrayBufferWriter<byte>();
            var encoder = signer.EncodeChunks(signed, PayloadHash.StreamingSigned, Time);
            for (var at = 0; at < length; at += room.Length)
                encoder.WriteChunk(output, room);
            encoder.Complete(output);
            Encoded = output.WrittenSpan.ToArray();
            if (!RequestSignature.TryRead(request, SigningProfile.S3, out signature!, out var error))
                throw new InvalidOperationException(error.ToString());
        }

        public byte[] Encoded { get; }

        public void Decode()
        {
            if (!AwsChunkedDecoder.TryCreate(headers, signature, key, out var decoder, out var error))
                throw new InvalidOperationException(error.ToString());
            using (decoder)
            {
                var at = 0;
                var status = OperationStatus.NeedMoreData;
                while (status != OperationStatus.Done)
                {
                    status = decoder.Decode(Encoded.AsSpan(at, Math.Min(16 << 10, Encoded.Length - at)), room, out var consumed, out _);
                    at += consumed;
                    if (status == OperationStatus.InvalidData)
                        throw new InvalidOperationException(decoder.Error!.ToString());
                }
            }
        }
    }

    static void Verify(in SignableRequest request, SigningKeyCache cache, ReadOnlySpan<byte> sha256)
    {
        if (!RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out var error))
            throw new InvalidOperationException(error.ToString());
        error = signature.Check(request, Time);
        var key = cache.GetOrDerive(signature.AccessKeyId, signature.Scope, 1, Credentials.SecretAccessKey);
        error ??= signature.Verify(request, key, sha256);
        if (error is not null)
            throw new InvalidOperationException(error.ToString());
    }
}
