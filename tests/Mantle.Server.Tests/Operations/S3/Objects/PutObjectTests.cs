using System.Security.Cryptography;
using System.Text;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.S3.Objects;

[Collection(ServerCollection.Name)]
public class PutObjectTests(TestServer server)
{
    const string HelloCrc32 = "DUoRhQ==",
        HelloSha256 = "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=";

    static readonly byte[] Hello = "hello world"u8.ToArray();

    [Fact]
    public async Task An_object_comes_back_as_it_was_put()
    {
        var (s3, bucket) = await NewBucketAsync();
        var put = (
            await s3.PutAsync(
                $"/{bucket}/key",
                "hello world",
                ("content-type", "text/x"),
                ("cache-control", "no-cache"),
                ("content-disposition", "inline"),
                ("content-encoding", "gzip"),
                ("content-language", "de"),
                ("x-amz-meta-One", "1"),
                ("x-amz-meta-two", "a, b")
            )
        ).Expect(200);
        Assert.Equal("\"5eb63bbbe01eeed093cb22bb8f5acdc3\"", put.Header("ETag"));
        Assert.Equal("FULL_OBJECT", put.Header("x-amz-checksum-type"));
        Assert.Equal("jSnVw/bqjr4=", put.Header("x-amz-checksum-crc64nvme"));

        var got = (await s3.GetAsync($"/{bucket}/key")).Expect(200);
        Assert.Equal("hello world", got.Text);
        Assert.Equal("text/x", got.Header("Content-Type"));
        Assert.Equal("no-cache", got.Header("Cache-Control"));
        Assert.Equal("inline", got.Header("Content-Disposition"));
        Assert.Equal("gzip", got.Header("Content-Encoding"));
        Assert.Equal("de", got.Header("Content-Language"));
        Assert.Equal("1", got.Header("x-amz-meta-one"));
        Assert.Equal("a, b", got.Header("x-amz-meta-two"));
        Assert.Equal("\"5eb63bbbe01eeed093cb22bb8f5acdc3\"", got.Header("ETag"));
    }

    [Fact]
    public async Task Keys_are_names_and_never_paths()
    {
        var (s3, bucket) = await NewBucketAsync();
        string[] keys = ["../../escape", "a//b", "/lead", "//", "..", ".", "ü/€/😀", "a+b%2F&=?#", " ", new string('k', 1_024), "\u0001x"];
        foreach (var key in keys)
            (await s3.PutAsync($"/{bucket}/{Escape(key)}", key)).Expect(200);
        foreach (var key in keys)
            Assert.Equal(key, (await s3.GetAsync($"/{bucket}/{Escape(key)}")).Expect(200).Text);
        var listed = (await s3.GetAsync($"/{bucket}?list-type=2&encoding-type=url")).All("Key").Select(Uri.UnescapeDataString).ToList();
        Assert.Equal(keys.OrderBy(Encoding.UTF8.GetBytes, ByteOrder.Instance), listed);
    }

    [Fact]
    public async Task A_key_of_more_than_1024_bytes_is_refused()
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/{Escape(new string('ü', 513))}", "x")).Refused(400, "KeyTooLongError", "Your key is too long");
    }

    [Fact]
    public async Task A_body_that_is_not_what_was_signed_is_refused_and_not_there()
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.SendAsync("PUT", $"/{bucket}/key", Hello, PayloadHash.Of("other"u8))).Refused(
            400,
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed."
        );
        (await s3.GetAsync($"/{bucket}/key")).Refused(404, "NoSuchKey", "The specified key does not exist.");
    }

    [Theory]
    [InlineData("Content-MD5", "XrY7u+Ae7tCTyyK7j1rNww==", null)]
    [InlineData("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==", "BadDigest")]
    [InlineData("Content-MD5", "no base64", "InvalidDigest")]
    [InlineData("Content-MD5", "AAAA", "InvalidDigest")]
    [InlineData("x-amz-checksum-crc32", HelloCrc32, null)]
    [InlineData("x-amz-checksum-crc32", "AAAAAA==", "BadDigest")]
    [InlineData("x-amz-checksum-crc32", "AAAA", "InvalidRequest")]
    [InlineData("x-amz-checksum-crc32c", "yZRlqg==", null)]
    [InlineData("x-amz-checksum-crc32c", "yZRlqA==", "BadDigest")]
    [InlineData("x-amz-checksum-crc64nvme", "jSnVw/bqjr4=", null)]
    [InlineData("x-amz-checksum-crc64nvme", "jSnVw/bqjr8=", "BadDigest")]
    [InlineData("x-amz-checksum-sha1", "Kq5sNclPz7QV2+lfQIuc6R7oRu0=", null)]
    [InlineData("x-amz-checksum-sha1", "Kq5sNclPz7QV2+lfQIuc6R7oRu4=", "BadDigest")]
    [InlineData("x-amz-checksum-sha256", HelloSha256, null)]
    [InlineData("x-amz-checksum-sha256", "AAAAuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=", "BadDigest")]
    [InlineData("x-amz-checksum-xxhash64", "AAAAAAAAAAA=", "NotImplemented")]
    public async Task What_the_request_says_of_its_body_is_verified(string header, string value, string? refusedWith)
    {
        var (s3, bucket) = await NewBucketAsync();
        var answer = await s3.SendAsync("PUT", $"/{bucket}/key", Hello, PayloadHash.UnsignedPayload, (header, value));
        Assert.Equal(refusedWith, (int)answer.Status == 200 ? null : answer.Code);
        (await s3.SendAsync("HEAD", $"/{bucket}/key")).Expect(refusedWith is null ? 200 : 404);
        if (refusedWith is null && header.StartsWith("x-amz-", StringComparison.Ordinal))
        {
            Assert.Equal(value, answer.Header(header));
            Assert.Equal(value, (await s3.GetAsync($"/{bucket}/key", ("x-amz-checksum-mode", "ENABLED"))).Header(header));
            Assert.Null((await s3.GetAsync($"/{bucket}/key")).Header(header));
        }
    }

    [Fact]
    public async Task Only_one_checksum_is_taken()
    {
        var (s3, bucket) = await NewBucketAsync();
        (
            await s3.SendAsync("PUT", $"/{bucket}/key", Hello, ("x-amz-checksum-crc32", HelloCrc32), ("x-amz-checksum-sha256", HelloSha256))
        ).Refused(400, "InvalidRequest", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        (await s3.SendAsync("PUT", $"/{bucket}/key", Hello, ("x-amz-sdk-checksum-algorithm", "CRC32"))).Refused(
            400,
            "InvalidRequest",
            "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found."
        );
    }

    public static TheoryData<PayloadKind> Streaming =>
        [PayloadKind.StreamingSigned, PayloadKind.StreamingSignedTrailer, PayloadKind.StreamingUnsignedTrailer];

    [Theory]
    [MemberData(nameof(Streaming))]
    public async Task A_chunked_body_is_verified_as_it_comes(PayloadKind kind)
    {
        var (s3, bucket) = await NewBucketAsync();
        var data = RandomNumberGenerator.GetBytes(300_000);
        (string, string)[] trailers =
            kind == PayloadKind.StreamingSigned ? [] : [("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData(data)))];
        (await s3.PutChunkedAsync($"/{bucket}/key", data, Payload(kind), trailers)).Expect(200);
        var got = await s3.GetAsync($"/{bucket}/key");
        Assert.Equal(data, got.Body);
        Assert.Null(got.Header("Content-Encoding"));

        (await s3.PutChunkedAsync($"/{bucket}/cut", data, Payload(kind), trailers, body => body[..200_000])).Refused(400, "IncompleteBody");
        (await s3.PutChunkedAsync($"/{bucket}/longer", data, Payload(kind), trailers, body => [.. body, 1])).Refused(400, "IncompleteBody");
        if (kind != PayloadKind.StreamingUnsignedTrailer)
            (await s3.PutChunkedAsync($"/{bucket}/changed", data, Payload(kind), trailers, Flip)).Refused(403, "SignatureDoesNotMatch");
        Assert.Equal(["key"], (await s3.GetAsync($"/{bucket}?list-type=2")).All("Key"));
    }

    [Theory]
    [InlineData(PayloadKind.StreamingSignedTrailer)]
    [InlineData(PayloadKind.StreamingUnsignedTrailer)]
    public async Task A_trailing_checksum_that_does_not_match_is_refused(PayloadKind kind)
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.PutChunkedAsync($"/{bucket}/key", Hello, Payload(kind), [("x-amz-checksum-crc32", "AAAAAA==")])).Refused(
            400,
            "BadDigest",
            "The CRC32 you specified did not match the calculated checksum."
        );
        (await s3.PutChunkedAsync($"/{bucket}/key", Hello, Payload(kind), [("x-amz-checksum-crc32", "?")])).Refused(400, "InvalidRequest");
        (await s3.SendAsync("HEAD", $"/{bucket}/key")).Expect(404);
        (await s3.PutChunkedAsync($"/{bucket}/key", Hello, Payload(kind), [("x-amz-checksum-crc32", HelloCrc32)])).Expect(200);
    }

    [Fact]
    public async Task A_write_can_depend_on_what_is_there()
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "1", ("if-match", "\"abc\""))).Refused(404, "NoSuchKey");
        var etag = (await s3.PutAsync($"/{bucket}/key", "1", ("if-none-match", "*"))).Expect(200).Header("ETag")!;
        (await s3.PutAsync($"/{bucket}/key", "2", ("if-none-match", "*"))).Refused(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold"
        );
        (await s3.PutAsync($"/{bucket}/key", "2", ("if-match", "\"abc\""))).Refused(412, "PreconditionFailed");
        (await s3.PutAsync($"/{bucket}/key", "2", ("if-match", etag))).Expect(200);
        (await s3.PutAsync($"/{bucket}/key", "3", ("if-none-match", etag))).Refused(501, "NotImplemented");
        Assert.Equal("2", (await s3.GetAsync($"/{bucket}/key")).Text);
    }

    [Fact]
    public async Task Of_many_that_create_a_key_at_once_one_does()
    {
        var (s3, bucket) = await NewBucketAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(i => s3.PutAsync($"/{bucket}/key", $"{i}", ("if-none-match", "*")))
        );
        Assert.Equal(1, answers.Count(answer => (int)answer.Status == 200));
        Assert.Equal(31, answers.Count(answer => (int)answer.Status == 412));
    }

    [Fact]
    public async Task Puts_reads_and_deletes_of_one_key_at_once_never_mix()
    {
        var (s3, bucket) = await NewBucketAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(async i =>
                {
                    var body = string.Create(100_000, i, static (span, i) => span.Fill((char)('0' + i)));
                    (await s3.PutAsync($"/{bucket}/key", body)).Expect(200);
                    var got = await s3.GetAsync($"/{bucket}/key");
                    if ((int)got.Status == 200)
                    {
                        Assert.Equal(100_000, got.Body.Length);
                        Assert.DoesNotContain(got.Body, value => value != got.Body[0]);
                        Assert.Equal($"\"{Convert.ToHexStringLower(Md5(got.Body))}\"", got.Header("ETag"));
                    }
                    else
                        got.Refused(404, "NoSuchKey");
                    if (i % 2 == 0)
                        (await s3.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
                })
        );
        (await s3.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
        (await s3.SendAsync("DELETE", $"/{bucket}")).Expect(204);
    }

    [Theory]
    [InlineData("x-amz-write-offset-bytes", "0")]
    public async Task Settings_that_are_not_there_are_refused(string header, string value)
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", (header, value))).Refused(501, "NotImplemented");
        (await s3.SendAsync("HEAD", $"/{bucket}/key")).Expect(404);
    }

    [Fact]
    public async Task Acls_are_off_and_a_storage_class_is_one_of_a_bucket()
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-acl", "public-read"))).Refused(
            400,
            "AccessControlListNotSupported",
            "The bucket does not allow ACLs"
        );
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-storage-class", "OUTPOSTS"))).Refused(400, "InvalidStorageClass");
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-acl", "bucket-owner-full-control"), ("x-amz-storage-class", "STANDARD"))).Expect(
            200
        );
    }

    [Fact]
    public async Task Too_much_metadata_is_refused()
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-meta-a", new string('x', 2_048)))).Refused(400, "MetadataTooLarge");
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-meta-a", new string('x', 2_047)))).Expect(200);
    }

    [Fact]
    public async Task Putting_needs_the_permission_on_that_key_and_condition_keys_count()
    {
        var (s3, bucket) = await NewBucketAsync();
        var user = s3.As(
            await s3.Client.NewUserAsync(
                "writer",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject",
                  "Resource":"arn:aws:s3:::{{bucket}}/${aws:username}/*",
                "Condition":{"StringEqualsIfExists":{"s3:x-amz-storage-class":"STANDARD"},
                  "StringEquals":{"s3:authType":"REST-HEADER","s3:signatureversion":"AWS4-HMAC-SHA256"},
                "NumericLessThan":{"s3:signatureAge":"600000"},"StringNotEquals":{"s3:x-amz-content-sha256":"UNSIGNED-PAYLOAD"} } }]}
                """
            )
        );
        (await user.PutAsync($"/{bucket}/writer/key", "x")).Expect(200);
        (await user.PutAsync($"/{bucket}/other/key", "x")).Refused(
            403,
            "AccessDenied",
            $"User: arn:aws:iam::{s3.AccountId}:user/writer is not authorized to perform: s3:PutObject on resource: "
                + $"\"arn:aws:s3:::{bucket}/other/key\" because no identity-based policy allows the s3:PutObject action"
        );
        (await user.SendAsync("PUT", $"/{bucket}/writer/key", Hello, PayloadHash.UnsignedPayload)).Refused(403, "AccessDenied");
        (await user.SendPresignedAsync("PUT", $"/{bucket}/writer/key", "", TimeSpan.FromMinutes(5), Hello)).Refused(403, "AccessDenied");
        Assert.Equal("x", (await s3.GetAsync($"/{bucket}/writer/key")).Text);
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_told_to_everyone()
    {
        var s3 = await server.NewS3Async();
        var nobody = s3.As(await s3.Client.NewUserAsync("nobody"));
        var name = S3Client.NewBucketName();
        Assert.Equal(
            name,
            (await nobody.PutAsync($"/{name}/key", "x"))
                .Refused(404, "NoSuchBucket", "The specified bucket does not exist")
                .Element("BucketName")
        );
    }

    async Task<(S3Client S3, string Bucket)> NewBucketAsync()
    {
        var s3 = await server.NewS3Async();
        return (s3, await s3.NewBucketAsync());
    }

    static PayloadHash Payload(PayloadKind kind) =>
        kind switch
        {
            PayloadKind.StreamingSigned => PayloadHash.StreamingSigned,
            PayloadKind.StreamingSignedTrailer => PayloadHash.StreamingSignedTrailer,
            _ => PayloadHash.StreamingUnsignedTrailer,
        };

    static byte[] Flip(byte[] body)
    {
        body[1_000] ^= 1;
        return body;
    }

    static byte[] Md5(byte[] data)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(data);
        return md5.GetHashAndReset();
    }

    static string Escape(string key) => Uri.EscapeDataString(key);

    sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
