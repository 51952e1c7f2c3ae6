using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Configurations;

/// <summary>What nothing acts on is kept, read back as it was put, and authorized.</summary>
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

    [Fact]
    public async Task Logs_go_to_a_bucket_of_the_account()
    {
        var s3 = await server.NewS3Async();
        var (bucket, target) = (await s3.NewBucketAsync(), await s3.NewBucketAsync());
        string Status(string to) =>
            $"<BucketLoggingStatus><LoggingEnabled><TargetBucket>{to}</TargetBucket><TargetPrefix>logs/</TargetPrefix>"
            + $"</LoggingEnabled></BucketLoggingStatus>";
        (await s3.PutDocumentAsync($"/{bucket}?logging", Status("none-of-these"))).Refused(
            400,
            "InvalidTargetBucketForLogging",
            "The target bucket for logging does not exist"
        );
        (await s3.PutDocumentAsync($"/{bucket}?logging", Status(target))).Expect(200);
        var got = await s3.GetAsync($"/{bucket}?logging");
        Assert.Equal((target, "logs/"), (got.Element("TargetBucket"), got.Element("TargetPrefix")));
        (await s3.PutDocumentAsync($"/{bucket}?logging", "<BucketLoggingStatus/>")).Expect(200);
        Assert.False((await s3.GetAsync($"/{bucket}?logging")).Has("LoggingEnabled"));
    }

    [Fact]
    public async Task Notifications_get_ids_and_filters_capital_names()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        const string Topic = """
            <NotificationConfiguration><TopicConfiguration>
            <Topic>arn:aws:sns:us-east-1:111122223333:t</Topic><Event>s3:ObjectRemoved:*</Event>
            <Filter><S3Key><FilterRule><Name>suffix</Name><Value>.jpg</Value></FilterRule></S3Key></Filter>
            </TopicConfiguration></NotificationConfiguration>
            """;
        (await s3.PutDocumentAsync($"/{bucket}?notification", Topic)).Expect(200);
        var got = await s3.GetAsync($"/{bucket}?notification");
        Assert.Equal("Suffix", got.Element("Name"));
        Assert.NotEmpty(got.Element("Id"));
        (await s3.PutDocumentAsync($"/{bucket}?notification", Topic.Replace("suffix", "infix", StringComparison.Ordinal))).Refused(
            400,
            "InvalidArgument",
            "filter rule name must be either prefix or suffix"
        );
        (await s3.PutDocumentAsync($"/{bucket}?notification", Topic.Replace(":sns:", ":sqs:", StringComparison.Ordinal))).Refused(
            400,
            "InvalidArgument"
        );
        (await s3.PutDocumentAsync($"/{bucket}?notification", "<NotificationConfiguration/>")).Expect(200);
        Assert.Empty((await s3.GetAsync($"/{bucket}?notification")).Xml.Elements());
    }

    [Fact]
    public async Task Replication_needs_versions_on_both_sides_and_hands_its_role_to_S3()
    {
        var s3 = await server.NewS3Async();
        var (bucket, target) = (await s3.NewBucketAsync(), await s3.NewBucketAsync());
        var role = $"arn:aws:iam::{s3.AccountId}:role/replication";
        var document = $"""
            <ReplicationConfiguration><Role>{role}</Role><Rule><Status>Enabled</Status><Priority>1</Priority><Filter><Prefix/></Filter>
            <DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication>
            <Destination><Bucket>arn:aws:s3:::{target}</Bucket></Destination></Rule></ReplicationConfiguration>
            """;
        (await s3.PutDocumentAsync($"/{bucket}?replication", document)).Refused(
            400,
            "InvalidRequest",
            "Versioning must be 'Enabled' on the bucket to apply a replication configuration"
        );
        await EnableVersioningAsync(s3, bucket);
        (await s3.PutDocumentAsync($"/{bucket}?replication", document)).Refused(
            400,
            "InvalidRequest",
            "Destination bucket must have versioning enabled."
        );
        await EnableVersioningAsync(s3, target);
        var without = s3.As(await s3.Client.NewUserAsync("without", Documents.Allow("s3:PutReplicationConfiguration")));
        (await without.PutDocumentAsync($"/{bucket}?replication", document)).Refused(403, "AccessDenied");
        var with = s3.As(
            await s3.Client.NewUserAsync(
                "with",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:PutReplicationConfiguration","iam:PassRole"],
                  "Resource":"*"}}
                """
            )
        );
        (await with.PutDocumentAsync($"/{bucket}?replication", document)).Expect(200);
        var got = (await s3.GetAsync($"/{bucket}?replication")).Expect(200);
        Assert.Equal((role, "1"), (got.Element("Role"), got.Element("Priority")));
        Assert.NotEmpty(got.Element("ID"));
        (await s3.SendAsync("DELETE", $"/{bucket}?replication")).Expect(204);
        (await s3.GetAsync($"/{bucket}?replication")).Refused(404, "ReplicationConfigurationNotFoundError");
    }

    [Theory]
    [InlineData("", "InvalidArgument")]
    [InlineData("<IndexDocument><Suffix>a/b</Suffix></IndexDocument>", "InvalidArgument")]
    [InlineData(
        "<IndexDocument><Suffix>i</Suffix></IndexDocument><RedirectAllRequestsTo><HostName>h</HostName></RedirectAllRequestsTo>",
        "InvalidArgument"
    )]
    [InlineData(
        "<IndexDocument><Suffix>i</Suffix></IndexDocument><RoutingRules><RoutingRule><Condition><HttpErrorCodeReturnedEquals>200"
            + "</HttpErrorCodeReturnedEquals></Condition><Redirect><HostName>h</HostName></Redirect></RoutingRule></RoutingRules>",
        "InvalidRequest"
    )]
    public async Task A_website_that_cannot_be_is_refused(string content, string code)
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutDocumentAsync($"/{bucket}?website", $"<WebsiteConfiguration>{content}</WebsiteConfiguration>")).Refused(400, code);
    }

    static async Task EnableVersioningAsync(S3Client s3, string bucket) =>
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?versioning",
                "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
            )
        ).Expect(200);

    /// <summary>The order of elements is the model's in an answer, and free in a request.</summary>
    static string Sorted(System.Xml.Linq.XElement element) =>
        element.HasElements
            ? $"<{element.Name}>{string.Concat(element.Elements().Select(Sorted).Order(StringComparer.Ordinal))}</{element.Name}>"
            : $"<{element.Name}>{element.Value}</{element.Name}>";
}
