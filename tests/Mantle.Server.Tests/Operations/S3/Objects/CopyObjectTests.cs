using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Objects;

[Collection(ServerCollection.Name)]
public class CopyObjectTests(TestServer server)
{
    [Fact]
    public async Task A_copy_has_the_datas_and_headers_of_its_source()
    {
        var (s3, bucket) = await NewBucketAsync();
        var copied = (await s3.SendAsync("PUT", $"/{bucket}/copy", null, ("x-amz-copy-source", $"/{bucket}/s%C3%BC%20x"))).Expect(200);
        Assert.Equal("\"5eb63bbbe01eeed093cb22bb8f5acdc3\"", copied.Element("ETag"));
        var got = await s3.GetAsync($"/{bucket}/copy");
        Assert.Equal("hello world", got.Text);
        Assert.Equal("text/x", got.Header("Content-Type"));
        Assert.Equal("1", got.Header("x-amz-meta-a"));

        (
            await s3.SendAsync(
                "PUT",
                $"/{bucket}/copy",
                null,
                ("x-amz-copy-source", $"{bucket}/s%C3%BC%20x"),
                ("x-amz-metadata-directive", "REPLACE"),
                ("x-amz-meta-b", "2")
            )
        ).Expect(200);
        got = await s3.GetAsync($"/{bucket}/copy");
        Assert.Null(got.Header("x-amz-meta-a"));
        Assert.Equal("2", got.Header("x-amz-meta-b"));
        Assert.Equal("binary/octet-stream", got.Header("Content-Type"));
    }

    [Fact]
    public async Task A_copy_onto_itself_must_change_something()
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.SendAsync("PUT", $"/{bucket}/s%C3%BC%20x", null, ("x-amz-copy-source", $"{bucket}/s%C3%BC%20x"))).Refused(
            400,
            "InvalidRequest"
        );
        (
            await s3.SendAsync(
                "PUT",
                $"/{bucket}/s%C3%BC%20x",
                null,
                ("x-amz-copy-source", $"{bucket}/s%C3%BC%20x"),
                ("x-amz-metadata-directive", "REPLACE")
            )
        ).Expect(200);
        Assert.Equal("hello world", (await s3.GetAsync($"/{bucket}/s%C3%BC%20x")).Text);
    }

    [Theory]
    [InlineData("bucketonly")]
    [InlineData("/")]
    [InlineData("b/%zz")]
    [InlineData("b/%ff")]
    public async Task A_source_that_names_nothing_is_refused(string source)
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.SendAsync("PUT", $"/{bucket}/copy", null, ("x-amz-copy-source", source))).Refused(400, "InvalidArgument");
    }

    [Fact]
    public async Task Both_sides_must_exist_and_the_conditions_hold()
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.SendAsync("PUT", $"/{bucket}/copy", null, ("x-amz-copy-source", $"{bucket}/none"))).Refused(404, "NoSuchKey");
        (await s3.SendAsync("PUT", $"/{bucket}/copy", null, ("x-amz-copy-source", $"{S3Client.NewBucketName()}/none"))).Refused(
            404,
            "NoSuchBucket"
        );
        (
            await s3.SendAsync(
                "PUT",
                $"/{bucket}/copy",
                null,
                ("x-amz-copy-source", $"{bucket}/s%C3%BC%20x"),
                ("x-amz-copy-source-if-match", "\"x\"")
            )
        ).Refused(412, "PreconditionFailed");
        (await s3.SendAsync("HEAD", $"/{bucket}/copy")).Expect(404);
    }

    [Fact]
    public async Task Copying_needs_both_permissions()
    {
        var (s3, bucket) = await NewBucketAsync();
        (string, string) source = ("x-amz-copy-source", $"{bucket}/s%C3%BC%20x");
        var user = s3.As(await s3.Client.NewUserAsync("copier", Documents.Allow("s3:GetObject", $"arn:aws:s3:::{bucket}/s*")));
        Assert.Contains(
            "s3:PutObject on resource: \"arn:aws:s3:::" + bucket + "/copy\"",
            (await user.SendAsync("PUT", $"/{bucket}/copy", null, source)).Refused(403, "AccessDenied").Message,
            StringComparison.Ordinal
        );
        await s3.Client.Iam(
            "PutUserPolicy",
            ("UserName", "copier"),
            ("PolicyName", "policy"),
            ("PolicyDocument", Documents.Allow("s3:PutObject"))
        );
        Assert.Contains(
            "s3:GetObject on resource: ",
            (await user.SendAsync("PUT", $"/{bucket}/copy", null, source)).Refused(403, "AccessDenied").Message,
            StringComparison.Ordinal
        );
        await s3.Client.Iam(
            "PutUserPolicy",
            ("UserName", "copier"),
            ("PolicyName", "more"),
            ("PolicyDocument", Documents.Allow("s3:GetObject"))
        );
        (await user.SendAsync("PUT", $"/{bucket}/copy", null, source)).Expect(200);
    }

    async Task<(S3Client S3, string Bucket)> NewBucketAsync()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/s%C3%BC%20x", "hello world", ("content-type", "text/x"), ("x-amz-meta-a", "1"))).Expect(200);
        return (s3, bucket);
    }

    /// <summary>AWS compares the values with their case.</summary>
    [Theory]
    [InlineData("x-amz-metadata-directive", "foo", "Unknown metadata directive.")]
    [InlineData("x-amz-metadata-directive", "copy", "Unknown metadata directive.")]
    [InlineData("x-amz-metadata-directive", "Replace", "Unknown metadata directive.")]
    [InlineData("x-amz-tagging-directive", "foo", "Unknown tagging directive.")]
    [InlineData("x-amz-tagging-directive", "replace", "Unknown tagging directive.")]
    public async Task A_directive_that_S3_does_not_know_is_refused(string header, string value, string message)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-tagging", "a=b"))).Expect(200);
        var refused = (await s3.SendAsync("PUT", $"/{bucket}/copy", [], ("x-amz-copy-source", $"{bucket}/key"), (header, value))).Refused(
            400,
            "InvalidArgument",
            message
        );
        Assert.Equal((header, value), (refused.Element("ArgumentName"), refused.Element("ArgumentValue")));
        (await s3.GetAsync($"/{bucket}/copy")).Refused(404, "NoSuchKey");
        foreach (var known in new[] { "COPY", "REPLACE" })
            (await s3.SendAsync("PUT", $"/{bucket}/copy", [], ("x-amz-copy-source", $"{bucket}/key"), (header, known))).Expect(200);
    }
}
