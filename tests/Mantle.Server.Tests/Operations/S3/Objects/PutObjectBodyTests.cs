using System.Security.Cryptography;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.S3.Objects;

/// <summary>A body must match its signature and its integrity headers.</summary>
[Collection(ServerCollection.Name)]
public class PutObjectBodyTests(TestServer server)
{
    const string HelloCrc32 = "DUoRhQ==",
        HelloSha256 = "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=";

    static readonly byte[] Hello = "hello world"u8.ToArray();

    [Fact]
    public async Task A_body_that_is_not_what_was_signed_is_refused_and_not_there()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
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
        var (s3, bucket) = await server.NewS3BucketAsync();
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
        var (s3, bucket) = await server.NewS3BucketAsync();
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
        var (s3, bucket) = await server.NewS3BucketAsync();
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
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutChunkedAsync($"/{bucket}/key", Hello, Payload(kind), [("x-amz-checksum-crc32", "AAAAAA==")])).Refused(
            400,
            "BadDigest",
            "The CRC32 you specified did not match the calculated checksum."
        );
        (await s3.PutChunkedAsync($"/{bucket}/key", Hello, Payload(kind), [("x-amz-checksum-crc32", "?")])).Refused(400, "InvalidRequest");
        (await s3.SendAsync("HEAD", $"/{bucket}/key")).Expect(404);
        (await s3.PutChunkedAsync($"/{bucket}/key", Hello, Payload(kind), [("x-amz-checksum-crc32", HelloCrc32)])).Expect(200);
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
}
