using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Configurations;

/// <summary>A new bucket has none of its configurations; some read as empty then, others as missing.</summary>
[Collection(ServerCollection.Name)]
public class ConfigurationTests(TestServer server)
{
    [Theory]
    [InlineData("?accelerate", "AccelerateConfiguration")]
    [InlineData("?logging", "BucketLoggingStatus")]
    [InlineData("?notification", "NotificationConfiguration")]
    [InlineData("?requestPayment", "RequestPaymentConfiguration")]
    [InlineData("?analytics", "ListBucketAnalyticsConfigurationResult")]
    [InlineData("?inventory", "ListInventoryConfigurationsResult")]
    [InlineData("?metrics", "ListMetricsConfigurationsResult")]
    public async Task Some_read_as_empty(string query, string root)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        Assert.Equal(root, (await s3.GetAsync($"/{bucket}{query}")).Expect(200).Xml.Name.LocalName);
        (await s3.As(await s3.Client.NewUserAsync("dev")).GetAsync($"/{bucket}{query}")).Refused(403, "AccessDenied");
    }

    [Theory]
    [InlineData("?replication", "ReplicationConfigurationNotFoundError")]
    [InlineData("?website", "NoSuchWebsiteConfiguration")]
    [InlineData("?object-lock", "ObjectLockConfigurationNotFoundError")]
    [InlineData("?analytics&id=x", "NoSuchConfiguration")]
    [InlineData("?inventory&id=x", "NoSuchConfiguration")]
    [InlineData("?metrics&id=x", "NoSuchConfiguration")]
    [InlineData("?intelligent-tiering&id=x", "NoSuchConfiguration")]
    public async Task Others_are_not_found(string query, string code)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.GetAsync($"/{bucket}{query}")).Refused(404, code);
    }

    [Theory]
    [InlineData("website", "s3:DeleteBucketWebsite", null)]
    [InlineData("replication", "s3:PutReplicationConfiguration", null)]
    [InlineData("analytics&id=x", "s3:PutAnalyticsConfiguration", "NoSuchConfiguration")]
    [InlineData("inventory&id=x", "s3:PutInventoryConfiguration", "NoSuchConfiguration")]
    [InlineData("metrics&id=x", "s3:PutMetricsConfiguration", "NoSuchConfiguration")]
    [InlineData("intelligent-tiering&id=x", "s3:PutIntelligentTieringConfiguration", "NoSuchConfiguration")]
    public async Task What_is_not_there_can_be_deleted_as_at_S3(string query, string action, string? code)
    {
        var owner = await server.NewS3Async();
        var bucket = await owner.NewBucketAsync();
        (await owner.As(await owner.Client.NewUserAsync("nobody")).SendAsync("DELETE", $"/{bucket}?{query}")).Refused(403, "AccessDenied");
        var answer = await owner
            .As(await owner.Client.NewUserAsync("user", Documents.Allow(action)))
            .SendAsync("DELETE", $"/{bucket}?{query}");
        if (code is null)
            answer.Expect(204);
        else
            answer.Refused(404, code);
    }

    [Theory]
    [InlineData("GET", "retention", "s3:GetObjectRetention", null)]
    [InlineData("GET", "legal-hold", "s3:GetObjectLegalHold", null)]
    [InlineData(
        "PUT",
        "retention",
        "s3:PutObjectRetention",
        "<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2100-01-01T00:00:00Z</RetainUntilDate></Retention>"
    )]
    [InlineData("PUT", "legal-hold", "s3:PutObjectLegalHold", "<LegalHold><Status>ON</Status></LegalHold>")]
    public async Task A_bucket_without_Object_Lock_says_so(string method, string query, string action, string? body)
    {
        var owner = await server.NewS3Async();
        var bucket = await owner.NewBucketAsync();
        (await owner.PutAsync($"/{bucket}/key", "x")).Expect(200);
        var user = owner.As(await owner.Client.NewUserAsync("user", Documents.Allow(action)));
        (await AskAsync(user, "key")).Refused(400, "InvalidRequest", "Bucket is missing Object Lock Configuration");
        (await AskAsync(owner, "none")).Refused(404, "NoSuchKey");
        (await AskAsync(owner.As(await owner.Client.NewUserAsync("nobody")), "key")).Refused(403, "AccessDenied");

        Task<S3Answer> AskAsync(S3Client s3, string key) =>
            body is null
                ? s3.SendAsync(method, $"/{bucket}/{key}?{query}")
                : s3.SendDocumentAsync(method, $"/{bucket}/{key}?{query}", body);
    }

    [Fact]
    public void Of_the_whole_api_either_it_is_there_or_it_is_refused()
    {
        var missing = Wire
            .Services.S3.Operations.Where(operation => !server.Server.FindOperation("s3", operation.Name)!.IsImplemented)
            .Select(operation => operation.Name)
            .ToList();
        Assert.DoesNotContain(
            missing,
            name =>
                name.StartsWith("Get", StringComparison.Ordinal)
                && name
                    is not (
                        "GetBucketAbac"
                        or "GetBucketMetadataConfiguration"
                        or "GetBucketMetadataTableConfiguration"
                        or "GetBucketLifecycle"
                        or "GetBucketNotification"
                        or "GetObjectTorrent"
                        or "GetObjectAnnotation"
                    )
        );
    }
}
