using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.S3.Objects;

/// <summary>A checksum that S3 cannot compare is refused, never ignored.</summary>
[Collection(ServerCollection.Name)]
public class ChecksumHeaderTests(TestServer server)
{
    const string Unknown = "The algorithm type you specified in x-amz-checksum- header is invalid.";

    [Theory]
    [InlineData("x-amz-checksum-sha256a")]
    [InlineData("x-amz-checksum-foo")]
    [InlineData("x-amz-checksum-")]
    public async Task A_checksum_of_an_unknown_algorithm_is_refused(string header)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", (header, "dummy"))).Refused(400, "InvalidRequest", Unknown);
        (await s3.GetAsync($"/{bucket}/key")).Refused(404, "NoSuchKey");
        (await s3.PutDocumentAsync($"/{bucket}/key?tagging", "<Tagging><TagSet/></Tagging>", (header, "dummy"))).Refused(
            400,
            "InvalidRequest",
            Unknown
        );
        var upload = (await s3.SendAsync("POST", $"/{bucket}/key?uploads")).Expect(200).Element("UploadId");
        (await s3.PutAsync($"/{bucket}/key?partNumber=1&uploadId={upload}", "x", (header, "dummy"))).Refused(
            400,
            "InvalidRequest",
            Unknown
        );
    }

    [Fact]
    public async Task Headers_about_checksums_are_none()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        foreach (var (name, value) in new[] { ("algorithm", "SHA256"), ("type", "FULL_OBJECT"), ("mode", "ENABLED") })
            (await s3.PutAsync($"/{bucket}/key", "x", ($"x-amz-checksum-{name}", value))).Expect(200);
    }

    [Fact]
    public async Task A_checksum_of_an_unknown_algorithm_in_a_form_is_refused()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await new Post.UploadForm(s3, bucket).With("key", "key").With("x-amz-checksum-foo", "dummy").SendAsync()).Refused(
            400,
            "InvalidRequest",
            Unknown
        );
    }

    /// <summary>A trailer can only follow a streamed body. What is announced and never comes is not verified.</summary>
    [Theory]
    [InlineData("x-amz-checksum-foo")]
    [InlineData("x-amz-meta-a")]
    public async Task A_trailer_that_S3_does_not_know_is_refused(string trailer)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        const string Message = "The value specified in the x-amz-trailer header is not supported";
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-trailer", trailer))).Refused(400, "InvalidRequest", Message);
        (await s3.PutChunkedAsync($"/{bucket}/key", [1], PayloadHash.StreamingUnsignedTrailer, [(trailer, "dummy")])).Refused(
            400,
            "InvalidRequest",
            Message
        );
        (await s3.GetAsync($"/{bucket}/key")).Refused(404, "NoSuchKey");
    }

    /// <summary>Such a request has no document, and its operation no checksum: clients mean the object's.</summary>
    [Fact]
    public async Task A_checksum_of_a_request_without_a_body_is_no_checksum_of_nothing()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "hello")).Expect(200);
        (string, string) checksum = ("x-amz-checksum-crc32", "NhCmhg==");
        (await s3.SendAsync("POST", $"/{bucket}/key?uploads", null, checksum)).Expect(200);
        (await s3.SendAsync("PUT", $"/{bucket}/copy", null, ("x-amz-copy-source", $"/{bucket}/key"), checksum)).Expect(200);
        (await s3.GetAsync($"/{bucket}/copy", checksum)).Expect(200);
        (await s3.SendAsync("HEAD", $"/{bucket}/copy", null, checksum)).Expect(200);
        (await s3.SendAsync("DELETE", $"/{bucket}/copy", null, checksum)).Expect(204);
        // A document's checksum is its own.
        (await s3.PutAsync($"/{bucket}/key?tagging", "<Tagging><TagSet/></Tagging>", checksum)).Refused(400, "BadDigest");
    }
}
