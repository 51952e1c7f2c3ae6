using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Tagging;

/// <summary>A copy that takes over tags needs the permissions to read them on the source and to set them on the target.</summary>
[Collection(ServerCollection.Name)]
public class CopiedTagsTests(TestServer server)
{
    const string Move = "\"s3:GetObject\",\"s3:GetObjectVersion\",\"s3:PutObject\",\"s3:ListBucket\"";

    static string Allow(string actions, string condition = "{}") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[{{actions}}],"Resource":"*","Condition":{{condition}}}]}""";

    [Theory]
    [InlineData("", "s3:GetObjectTagging")]
    [InlineData(",\"s3:PutObjectTagging\"", "s3:GetObjectTagging")]
    [InlineData(",\"s3:GetObjectTagging\"", "s3:PutObjectTagging")]
    [InlineData(",\"s3:GetObjectTagging\",\"s3:PutObjectTagging\"", null)]
    public async Task A_copy_with_tags_needs_both(string further, string? missing)
    {
        var (s3, bucket) = await NewBucketAsync();
        var caller = s3.As(await s3.Client.NewUserAsync("copier", Allow(Move + further)));
        var answer = await CopyAsync(caller, bucket, "tagged");
        if (missing is null)
        {
            answer.Expect(200);
            Assert.Equal(["blue"], (await s3.GetAsync($"/{bucket}/copy?tagging")).All("Value"));
            return;
        }
        Assert.Contains($"{missing} on", answer.Refused(403, "AccessDenied").Message, StringComparison.Ordinal);
        (await s3.GetAsync($"/{bucket}/copy")).Expect(404);
    }

    [Fact]
    public async Task A_copy_without_tags_needs_neither_and_one_with_others_does_not_read_the_sources()
    {
        var (s3, bucket) = await NewBucketAsync();
        var caller = s3.As(await s3.Client.NewUserAsync("copier", Allow(Move)));
        (await CopyAsync(caller, bucket, "plain")).Expect(200);
        var tagger = s3.As(await s3.Client.NewUserAsync("tagger", Allow(Move + ",\"s3:PutObjectTagging\"")));
        (await CopyAsync(tagger, bucket, "tagged", ("x-amz-tagging-directive", "REPLACE"))).Expect(200);
        Assert.Empty((await s3.GetAsync($"/{bucket}/copy?tagging")).All("Key"));
    }

    [Fact]
    public async Task Conditions_on_tags_see_the_tags_that_are_copied()
    {
        var (s3, bucket) = await NewBucketAsync();
        var others = Allow(Move + ",\"s3:*Tagging\"", """{"StringNotEqualsIfExists":{"s3:RequestObjectTag/team":"blue"}}""");
        (await CopyAsync(s3.As(await s3.Client.NewUserAsync("copier", others)), bucket, "tagged")).Refused(403, "AccessDenied");
    }

    [Fact]
    public async Task A_version_has_its_own_permission()
    {
        var (s3, bucket) = await NewBucketAsync();
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?versioning",
                "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
            )
        ).Expect(200);
        var version = (await s3.PutAsync($"/{bucket}/tagged", "x", ("x-amz-tagging", "team=blue"))).Expect(200).Header("x-amz-version-id");
        var caller = s3.As(await s3.Client.NewUserAsync("copier", Allow(Move + ",\"s3:GetObjectTagging\",\"s3:PutObjectTagging\"")));
        var refused = (await CopyAsync(caller, bucket, $"tagged?versionId={version}")).Refused(403, "AccessDenied");
        Assert.Contains("s3:GetObjectVersionTagging on", refused.Message, StringComparison.Ordinal);
        (await CopyAsync(caller, bucket, "tagged")).Expect(200);
    }

    [Fact]
    public async Task A_part_that_is_copied_takes_no_tags_along()
    {
        var (s3, bucket) = await NewBucketAsync();
        var caller = s3.As(await s3.Client.NewUserAsync("copier", Allow(Move)));
        var id = (await caller.SendAsync("POST", $"/{bucket}/copy?uploads")).Expect(200).Element("UploadId");
        var target = $"/{bucket}/copy?partNumber=1&uploadId={id}";
        var part = (await caller.SendAsync("PUT", target, null, ("x-amz-copy-source", $"/{bucket}/tagged"))).Expect(200);
        var item = $"<Part><PartNumber>1</PartNumber><ETag>{part.Element("ETag")}</ETag></Part>";
        var parts = $"<CompleteMultipartUpload>{item}</CompleteMultipartUpload>";
        (await caller.SendAsync("POST", $"/{bucket}/copy?uploadId={id}", System.Text.Encoding.UTF8.GetBytes(parts))).Expect(200);
        Assert.Empty((await s3.GetAsync($"/{bucket}/copy?tagging")).All("Key"));
    }

    static Task<S3Answer> CopyAsync(S3Client caller, string bucket, string source, params (string, string)[] headers) =>
        caller.SendAsync("PUT", $"/{bucket}/copy", null, [("x-amz-copy-source", $"/{bucket}/{source}"), .. headers]);

    async Task<(S3Client S3, string Bucket)> NewBucketAsync()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/plain", "x")).Expect(200);
        (await s3.PutAsync($"/{bucket}/tagged", "x", ("x-amz-tagging", "team=blue"))).Expect(200);
        return (s3, bucket);
    }
}
