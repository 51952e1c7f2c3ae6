using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

/// <summary>Conditional writes, in every form that a request can have.</summary>
[Collection(ServerCollection.Name)]
public class ConditionalWriteTests(TestServer server)
{
    const string Conflict = "The conditional request cannot succeed due to a conflicting operation against this resource.";

    [Theory]
    [InlineData("If-Match", "*", "If-Match")]
    [InlineData("If-None-Match", "\"abc\"", "If-None-Match")]
    public async Task A_condition_that_writes_do_not_take_is_named(string header, string value, string named)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var refused = (await s3.PutAsync($"/{bucket}/key", "x", (header, value))).Refused(501, "NotImplemented");
        Assert.Equal(
            (named, $"We don't accept the provided value of {header} header for this API"),
            (refused.Element("Header"), refused.Element("additionalMessage"))
        );
    }

    [Fact]
    public async Task Two_conditions_are_one_too_many()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        Assert.Equal(
            "If-Match,If-None-Match",
            (await s3.PutAsync($"/{bucket}/key", "x", ("If-Match", "\"a\""), ("If-None-Match", "*")))
                .Refused(501, "NotImplemented")
                .Element("Header")
        );
    }

    [Theory]
    [InlineData("If-None-Match", "*")]
    [InlineData("If-Match", "\"0cc175b9c0f1b6a831c399e269772661\"")]
    public async Task A_presigned_put_keeps_to_its_condition_in_the_url_and_in_headers(string header, string value)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "before")).Expect(200);
        var query = $"{header}={Uri.EscapeDataString(value)}";
        (await s3.SendPresignedAsync("PUT", $"/{bucket}/key", query, TimeSpan.FromMinutes(1), "x"u8.ToArray())).Refused(
            412,
            "PreconditionFailed"
        );
        Assert.Equal("before", (await s3.GetAsync($"/{bucket}/key")).Text);
    }

    /// <summary>Who has the URL can add headers that its signer never saw.</summary>
    [Theory]
    [InlineData("If-None-Match=*", "If-None-Match", "\"abc\"")]
    [InlineData("if-none-match=*", "If-None-Match", "\"abc\"")]
    [InlineData("If-Match=%22abc%22", "If-Match", "*")]
    [InlineData("If-Match=%22abc%22", "If-Match", "\"2f44417567bc123bd7c60de8c2a2b444\"")]
    [InlineData("If-Match=%22abc%22", "If-Match", "")]
    public async Task A_condition_in_a_presigned_url_is_not_replaced_by_an_unsigned_header(string query, string header, string value)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "before")).Expect(200);
        (
            await s3.SendPresignedAsync(
                "PUT",
                $"/{bucket}/key",
                query,
                TimeSpan.FromMinutes(1),
                "x"u8.ToArray(),
                unsigned: [(header, value)]
            )
        ).Refused(412, "PreconditionFailed");
        Assert.Equal("before", (await s3.GetAsync($"/{bucket}/key")).Text);
    }

    [Fact]
    public async Task What_a_presigned_url_carries_for_a_header_counts_as_one()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (
            await s3.SendPresignedAsync(
                "PUT",
                $"/{bucket}/key",
                "x-amz-meta-color=blue&x-amz-storage-class=STANDARD_IA",
                TimeSpan.FromMinutes(1),
                "x"u8.ToArray()
            )
        ).Expect(200);
        var head = await s3.SendAsync("HEAD", $"/{bucket}/key");
        Assert.Equal(("blue", "STANDARD_IA"), (head.Header("x-amz-meta-color"), head.Header("x-amz-storage-class")));
    }

    [Fact]
    public async Task A_completion_conflicts_with_what_happened_to_its_key_meanwhile()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var etag = (await s3.PutAsync($"/{bucket}/key", "1")).Header("ETag")!;

        var first = await UploadAsync(s3, bucket);
        (await CompleteAsync(s3, bucket, first, ("If-None-Match", "*"))).Refused(412, "PreconditionFailed");
        (await s3.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
        Assert.Equal(
            "If-None-Match",
            (await CompleteAsync(s3, bucket, first, ("If-None-Match", "*")))
                .Refused(409, "ConditionalRequestConflict", Conflict)
                .Element("Condition")
        );
        (await CompleteAsync(s3, bucket, first, ("If-Match", etag))).Refused(404, "NoSuchKey");

        var second = await UploadAsync(s3, bucket);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await s3.PutAsync($"/{bucket}/key", "1")).Expect(200);
        Assert.Equal(
            "If-Match",
            (await CompleteAsync(s3, bucket, second, ("If-Match", etag)))
                .Refused(409, "ConditionalRequestConflict", Conflict)
                .Element("Condition")
        );
        (await CompleteAsync(s3, bucket, second, ("If-None-Match", "*"))).Refused(412, "PreconditionFailed");

        var third = await UploadAsync(s3, bucket);
        (await CompleteAsync(s3, bucket, third, ("If-Match", etag))).Expect(200);
    }

    [Fact]
    public async Task A_refused_upload_is_answered_and_the_next_request_too()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var stranger = s3.As(await s3.Client.NewUserAsync("stranger"));
        (await s3.PutAsync($"/{bucket}/key", "before")).Expect(200);
        var large = new string('x', 4 << 20);
        for (var i = 0; i < 3; i++)
        {
            (await stranger.PutAsync($"/{bucket}/key", large)).Refused(403, "AccessDenied");
            (await s3.PutAsync($"/{S3Client.NewBucketName()}/key", large)).Refused(404, "NoSuchBucket");
            (await s3.PutAsync($"/{bucket}/key", large, ("If-None-Match", "*"))).Refused(412, "PreconditionFailed");
            (await s3.PutAsync($"/{bucket}/key", large, ("x-amz-checksum-crc32", "AAAAAA=="))).Refused(400, "BadDigest");
            Assert.Equal("before", (await s3.GetAsync($"/{bucket}/key")).Expect(200).Text);
        }
    }

    [Fact]
    public async Task A_deletion_can_depend_on_what_is_there()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        var etag = (await s3.PutAsync($"/{bucket}/key", "1")).Header("ETag")!;
        (await s3.SendAsync("DELETE", $"/{bucket}/key", null, ("If-Match", "\"abc\""))).Refused(412, "PreconditionFailed");
        (await s3.SendAsync("DELETE", $"/{bucket}/key", null, ("If-Match", etag))).Expect(204);
    }

    [Fact]
    public async Task A_date_in_the_future_is_no_condition()
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "1")).Expect(200);
        string At(int seconds) =>
            server.Clock.GetUtcNow().AddSeconds(seconds).ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        (await s3.GetAsync($"/{bucket}/key", ("If-Modified-Since", At(3_600)))).Expect(200);
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        (await s3.GetAsync($"/{bucket}/key", ("If-Modified-Since", At(-1)))).Expect(304);
    }

    static async Task<string> UploadAsync(S3Client s3, string bucket)
    {
        var upload = (await s3.SendAsync("POST", $"/{bucket}/key?uploads")).Expect(200).Element("UploadId");
        (await s3.PutAsync($"/{bucket}/key?partNumber=1&uploadId={upload}", "data")).Expect(200);
        return upload;
    }

    static Task<S3Answer> CompleteAsync(S3Client s3, string bucket, string upload, params (string, string)[] headers) =>
        s3.SendAsync(
            "POST",
            $"/{bucket}/key?uploadId={upload}",
            Encoding.UTF8.GetBytes(
                "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"8d777f385d3dfec8815d20f7496026dc\"</ETag>"
                    + "</Part></CompleteMultipartUpload>"
            ),
            headers
        );
}
