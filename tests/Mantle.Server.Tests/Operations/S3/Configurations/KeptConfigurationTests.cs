using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Configurations;

/// <summary>Configurations without an effect are authorized, stored, and returned as they were put.</summary>
[Collection(ServerCollection.Name)]
public class KeptConfigurationTests(TestServer server)
{
    const string Filter = "<Filter><And><Prefix>a/</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter>";

    const string Destination =
        "<S3BucketDestination><Format>CSV</Format><Bucket>arn:aws:s3:::reports</Bucket><Prefix>p</Prefix></S3BucketDestination>";

    [Theory]
    [InlineData(
        "accelerate",
        "AccelerateConfiguration",
        "<Status>Enabled</Status>",
        "s3:PutAccelerateConfiguration",
        "s3:GetAccelerateConfiguration"
    )]
    [InlineData(
        "requestPayment",
        "RequestPaymentConfiguration",
        "<Payer>Requester</Payer>",
        "s3:PutBucketRequestPayment",
        "s3:GetBucketRequestPayment"
    )]
    [InlineData(
        "website",
        "WebsiteConfiguration",
        "<ErrorDocument><Key>error.html</Key></ErrorDocument><IndexDocument><Suffix>index.html</Suffix></IndexDocument>"
            + "<RoutingRules><RoutingRule>"
            + "<Condition><KeyPrefixEquals>docs/</KeyPrefixEquals></Condition><Redirect><ReplaceKeyPrefixWith>"
            + "documents/</ReplaceKeyPrefixWith></Redirect>"
            + "</RoutingRule></RoutingRules>",
        "s3:PutBucketWebsite",
        "s3:GetBucketWebsite"
    )]
    [InlineData(
        "website",
        "WebsiteConfiguration",
        "<RedirectAllRequestsTo><HostName>example.com</HostName><Protocol>https</Protocol></RedirectAllRequestsTo>",
        "s3:PutBucketWebsite",
        "s3:GetBucketWebsite"
    )]
    [InlineData(
        "notification",
        "NotificationConfiguration",
        "<EventBridgeConfiguration /><QueueConfiguration><Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>"
            + "Prefix</Name><Value>a/</Value>"
            + "</FilterRule></S3Key></Filter><Id>one</Id><Queue>arn:aws:sqs:us-east-1:111122223333:q</Queue></QueueConfiguration>",
        "s3:PutBucketNotification",
        "s3:GetBucketNotification"
    )]
    [InlineData(
        "analytics&id=one",
        "AnalyticsConfiguration",
        Filter
            + "<Id>one</Id><StorageClassAnalysis><DataExport><Destination>"
            + Destination
            + "</Destination><OutputSchemaVersion>V_1</OutputSchemaVersion></DataExport></StorageClassAnalysis>",
        "s3:PutAnalyticsConfiguration",
        "s3:GetAnalyticsConfiguration"
    )]
    [InlineData(
        "inventory&id=one",
        "InventoryConfiguration",
        "<Destination>"
            + Destination
            + "</Destination><Filter><Prefix>a/</Prefix></Filter><Id>one</Id><IncludedObjectVersions>All</IncludedObjectVersions>"
            + "<IsEnabled>true</IsEnabled><OptionalFields><Field>Size</Field></OptionalFields><Schedule><Frequency>"
            + "Daily</Frequency></Schedule>",
        "s3:PutInventoryConfiguration",
        "s3:GetInventoryConfiguration"
    )]
    [InlineData(
        "metrics&id=one",
        "MetricsConfiguration",
        Filter + "<Id>one</Id>",
        "s3:PutMetricsConfiguration",
        "s3:GetMetricsConfiguration"
    )]
    [InlineData(
        "intelligent-tiering&id=one",
        "IntelligentTieringConfiguration",
        Filter + "<Id>one</Id><Status>Enabled</Status><Tiering><AccessTier>ARCHIVE_ACCESS</AccessTier><Days>90</Days></Tiering>",
        "s3:PutIntelligentTieringConfiguration",
        "s3:GetIntelligentTieringConfiguration"
    )]
    public async Task What_is_put_is_read_back(string query, string root, string content, string putAction, string getAction)
    {
        var owner = await server.NewS3Async();
        var bucket = await owner.NewBucketAsync();
        var document = $"<{root} xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{content}</{root}>";
        var writer = owner.As(await owner.Client.NewUserAsync("writer", Documents.Allow(putAction)));
        var reader = owner.As(await owner.Client.NewUserAsync("reader", Documents.Allow(getAction)));
        (await reader.PutDocumentAsync($"/{bucket}?{query}", document)).Refused(403, "AccessDenied");
        (await writer.PutDocumentAsync($"/{bucket}?{query}", document)).Expect(200);
        (await writer.GetAsync($"/{bucket}?{query}")).Refused(403, "AccessDenied");
        var got = (await reader.GetAsync($"/{bucket}?{query}")).Expect(200);
        Assert.Equal(Sorted(new S3Answer(0, got.Headers, System.Text.Encoding.UTF8.GetBytes(document)).Xml), Sorted(got.Xml));
    }

    [Theory]
    [InlineData("website")]
    [InlineData("metrics&id=one")]
    public async Task What_was_put_can_be_deleted(string query)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var document =
            query == "website"
                ? "<WebsiteConfiguration><IndexDocument><Suffix>i</Suffix></IndexDocument></WebsiteConfiguration>"
                : "<MetricsConfiguration><Id>one</Id></MetricsConfiguration>";
        (await s3.PutDocumentAsync($"/{bucket}?{query}", document)).Expect(200);
        (await s3.GetAsync($"/{bucket}?{query}")).Expect(200);
        (await s3.SendAsync("DELETE", $"/{bucket}?{query}")).Expect(204);
        (await s3.GetAsync($"/{bucket}?{query}")).Expect(404);
    }

    [Fact]
    public async Task Configurations_with_ids_are_listed_page_by_page()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var ids = Enumerable.Range(0, 105).Select(i => $"id{i:000}").ToList();
        foreach (var id in ids)
            (await s3.PutDocumentAsync($"/{bucket}?metrics&id={id}", $"<MetricsConfiguration><Id>{id}</Id></MetricsConfiguration>")).Expect(
                200
            );
        var first = (await s3.GetAsync($"/{bucket}?metrics")).Expect(200);
        Assert.Equal(("true", 100), (first.Element("IsTruncated"), first.All("Id").Count));
        var token = Uri.EscapeDataString(first.Element("NextContinuationToken"));
        var second = (await s3.GetAsync($"/{bucket}?metrics&continuation-token={token}")).Expect(200);
        Assert.Equal("false", second.Element("IsTruncated"));
        Assert.Equal(ids, [.. first.All("Id"), .. second.All("Id")]);
        (await s3.PutDocumentAsync($"/{bucket}?metrics&id=x", "<MetricsConfiguration><Id>y</Id></MetricsConfiguration>")).Refused(
            400,
            "IdMismatch",
            "Document ID does not match the specified configuration ID."
        );
    }

    /// <summary>The order of elements is the model's in an answer, and free in a request.</summary>
    static string Sorted(System.Xml.Linq.XElement element) =>
        element.HasElements
            ? $"<{element.Name}>{string.Concat(element.Elements().Select(Sorted).Order(StringComparer.Ordinal))}</{element.Name}>"
            : $"<{element.Name}>{element.Value}</{element.Name}>";
}
