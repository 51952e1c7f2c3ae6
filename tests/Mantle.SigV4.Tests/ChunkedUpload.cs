using System.Buffers;

namespace Mantle.SigV4.Tests;

/// <summary>An upload whose chunks are signed.</summary>
sealed class ChunkedUpload
{
    public static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly SigningKey Key = SigningKey.Derive("secret", CredentialScope.At(Time, "us-east-1", "s3"));

    static readonly RequestSigner Signer = new(new("AKIDEXAMPLE", "secret"), "us-east-1", "s3");
    static readonly KeyValuePair<string, string> Checksum = new("x-amz-checksum-crc32", "NhCmhg==");

    public ChunkedUpload(string payload, int length, int chunk)
        : this(NewHeaders(payload, length), payload)
    {
        Data = new byte[length];
        new Random(length).NextBytes(Data);
        var output = new ArrayBufferWriter<byte>();
        var encoder = Signer.EncodeChunks(Signed, Signature.Payload, Time);
        for (var at = 0; at < length; at += chunk)
            encoder.WriteChunk(output, Data.AsSpan(at, Math.Min(chunk, length - at)));
        encoder.Complete(output, Trailers);
        Body = output.WrittenSpan.ToArray();
    }

    public ChunkedUpload(HeaderList headers, string payload)
    {
        Headers = headers;
        Assert.True(PayloadHash.TryParse(payload, out var hash));
        var request = new SignableRequest("PUT", "/b/k", "", headers);
        Signed = Signer.Sign(request, hash, Time);
        Assert.True(RequestSignature.TryRead(request, SigningProfile.S3, out var signature, out _));
        Assert.Null(signature.Verify(request, Key, default));
        Signature = signature;
        Trailers = headers.Find("x-amz-trailer") is null ? [] : [Checksum];
    }

    public HeaderList Headers { get; }

    public SigningResult Signed { get; }

    public RequestSignature Signature { get; }

    public KeyValuePair<string, string>[] Trailers { get; }

    public byte[] Data { get; } = [];

    public byte[] Body { get; } = [];

    public static HeaderList NewHeaders(string payload, int length)
    {
        var headers = new HeaderList().Add("host", "localhost").Add("x-amz-decoded-content-length", $"{length}");
        return payload.EndsWith("TRAILER", StringComparison.Ordinal) ? headers.Add("x-amz-trailer", Checksum.Key) : headers;
    }

    public AwsChunkedDecoder NewDecoder()
    {
        Assert.True(AwsChunkedDecoder.TryCreate(Headers, Signature, Key, out var decoder, out _));
        return decoder;
    }
}
