using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.ObjectLock.ObjectLockCalls;

namespace Mantle.Server.Tests.Operations.S3.ObjectLock;

/// <summary>Buckets with Object Lock, and their default retention.</summary>
[Collection(ServerCollection.Name)]
public class ObjectLockConfigurationTests(TestServer server)
{
    [Fact]
    public async Task A_bucket_made_with_it_keeps_versions_for_good()
    {
        var (s3, bucket) = await server.NewLockingBucketAsync();
        Assert.Equal("Enabled", (await s3.GetAsync($"/{bucket}?versioning")).Element("Status"));
        Assert.Equal("Enabled", (await s3.GetAsync($"/{bucket}?object-lock")).Expect(200).Element("ObjectLockEnabled"));
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?versioning",
                "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>"
            )
        ).Refused(
            409,
            "InvalidBucketState",
            "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."
        );
    }

    [Fact]
    public async Task A_bucket_with_versions_gets_it_later()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutDocumentAsync($"/{bucket}?object-lock", Rule("<Mode>GOVERNANCE</Mode><Days>1</Days>"))).Refused(
            409,
            "InvalidBucketState"
        );
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?versioning",
                "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
            )
        ).Expect(200);
        var user = s3.As(await s3.Client.NewUserAsync("user", Documents.Allow("s3:PutBucketObjectLockConfiguration")));
        (await user.PutDocumentAsync($"/{bucket}?object-lock", Rule("<Mode>GOVERNANCE</Mode><Days>2</Days>"))).Expect(200);
        Assert.Equal("2", (await s3.GetAsync($"/{bucket}?object-lock")).Element("Days"));
        await PutAsync(s3, bucket, "key");
        var head = await s3.SendAsync("HEAD", $"/{bucket}/key");
        Assert.Equal("GOVERNANCE", head.Header("x-amz-object-lock-mode"));
        Assert.StartsWith(server.In(2)[..10], head.Header("x-amz-object-lock-retain-until-date"), StringComparison.Ordinal);
    }

    /// <summary>https://github.com/versity/versitygw/issues/1740 and https://github.com/s3tools/s3cmd/issues/1436 have the words.</summary>
    [Fact]
    public async Task What_the_default_locks_comes_with_a_checksum_whole_and_in_parts()
    {
        const string Needed = "Content-MD5 OR x-amz-checksum- HTTP header is required for {0} requests with Object Lock parameters";
        var (s3, bucket) = await server.NewLockingBucketAsync();
        (await s3.PutAsync($"/{bucket}/before", "x")).Expect(200);
        (await s3.PutDocumentAsync($"/{bucket}?object-lock", Rule("<Mode>GOVERNANCE</Mode><Days>2</Days>"))).Expect(200);
        (await s3.PutAsync($"/{bucket}/key", "x")).Refused(
            400,
            "InvalidRequest",
            Needed.Replace("{0}", "Put Object", StringComparison.Ordinal)
        );
        (await s3.PutDocumentAsync($"/{bucket}/key", "x")).Expect(200);
        var upload = (await s3.SendAsync("POST", $"/{bucket}/parts?uploads")).Expect(200).Element("UploadId");
        var part = $"/{bucket}/parts?partNumber=1&uploadId={upload}";
        (await s3.PutAsync(part, "x")).Refused(400, "InvalidRequest", Needed.Replace("{0}", "Put Part", StringComparison.Ordinal));
        (await s3.PutDocumentAsync(part, "x")).Expect(200);
    }

    [Theory]
    [InlineData("<Mode>GOVERNANCE</Mode>", "MalformedXML")]
    [InlineData("<Mode>GOVERNANCE</Mode><Days>1</Days><Years>1</Years>", "MalformedXML")]
    [InlineData("<Mode>STRICT</Mode><Days>1</Days>", "MalformedXML")]
    [InlineData("<Mode>GOVERNANCE</Mode><Days>0</Days>", "InvalidRetentionPeriod")]
    [InlineData("<Mode>GOVERNANCE</Mode><Years>-1</Years>", "InvalidRetentionPeriod")]
    public async Task A_default_that_cannot_be_is_refused(string rule, string code)
    {
        var (s3, bucket) = await server.NewLockingBucketAsync();
        (await s3.PutDocumentAsync($"/{bucket}?object-lock", Rule(rule))).Refused(400, code);
    }

    static string Rule(string content) =>
        $"<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>"
        + $"{content}</DefaultRetention></Rule></ObjectLockConfiguration>";
}
