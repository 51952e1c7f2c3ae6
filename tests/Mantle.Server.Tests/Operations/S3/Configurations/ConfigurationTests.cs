using Mantle.Server.Operations;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Configurations;

/// <summary>What a bucket here cannot have reads as on a bucket without it, and putting it is refused.</summary>
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

    [Fact]
    public async Task None_of_them_can_be_put()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        foreach (var query in new[] { "accelerate", "logging", "notification", "requestPayment", "replication", "website", "object-lock", "analytics&id=x", "inventory&id=x", "metrics&id=x", "intelligent-tiering&id=x" })
            (await s3.PutDocumentAsync($"/{bucket}?{query}", "<X/>")).Refused(501, "NotImplemented");
    }

    [Fact]
    public void Of_the_whole_api_either_it_is_there_or_it_is_refused()
    {
        var missing = Wire.Services.S3.Operations.Where(operation => !OperationTable.Find("s3", operation.Name)!.IsImplemented).Select(operation => operation.Name).ToList();
        Assert.DoesNotContain(missing, name => name.StartsWith("Get", StringComparison.Ordinal) && name is not (
            "GetBucketAbac" or "GetBucketMetadataConfiguration" or "GetBucketMetadataTableConfiguration" or "GetBucketLifecycle" or "GetBucketNotification"
            or "GetObjectLegalHold" or "GetObjectRetention" or "GetObjectTorrent" or "GetObjectAnnotation"));
    }
}
