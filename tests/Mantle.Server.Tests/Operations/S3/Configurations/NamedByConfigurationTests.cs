using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Configurations;

/// <summary>The resources that a configuration names must exist and be suitable.</summary>
[Collection(ServerCollection.Name)]
public class NamedByConfigurationTests(TestServer server)
{
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
}
