using System.Net;
using System.Text.Json.Nodes;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.CloudTrail;

/// <summary>
/// Trails and their settings (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public sealed class TrailTests(TestServer server)
{
    [Fact]
    public async Task A_trail_has_the_settings_that_it_was_created_with()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewTrailBucketAsync();
        (await s3.PutAsync($"/{bucket}?policy", CloudTrailCalls.PolicyFor(bucket, s3.AccountId, "logs/AWSLogs/*", "first"))).Expect(204);
        var created = await s3.Client.Trail(
            "CreateTrail",
            new
            {
                Name = "first",
                S3BucketName = bucket,
                S3KeyPrefix = "logs",
                IsMultiRegionTrail = true,
                EnableLogFileValidation = true,
            }
        );
        Assert.Equal(s3.Client.TrailArn("first"), (string)created["TrailARN"]!);
        Assert.True((bool)created["LogFileValidationEnabled"]!);
        var trail = (await s3.Client.Trail("GetTrail", new { Name = "first" }))["Trail"]!;
        Assert.Equal(
            (bucket, "logs", "us-east-1", true, true, false, false),
            (
                (string)trail["S3BucketName"]!,
                (string)trail["S3KeyPrefix"]!,
                (string)trail["HomeRegion"]!,
                (bool)trail["IsMultiRegionTrail"]!,
                (bool)trail["IncludeGlobalServiceEvents"]!,
                (bool)trail["HasCustomEventSelectors"]!,
                (bool)trail["IsOrganizationTrail"]!
            )
        );
        Assert.Equal(trail.ToJsonString(), (await s3.Client.Trail("DescribeTrails"))["trailList"]![0]!.ToJsonString());
    }

    [Theory]
    [InlineData("ab", "Trail name too short. Minimum allowed length: 3 characters. Specified name length: 2 characters.")]
    [InlineData("-trail", "Trail name must starts with a letter or number.")]
    [InlineData("trail-", "Trail name must ends with a letter or number.")]
    [InlineData("tra__il", "Trail name cannot have adjacent periods, hyphens, or underscores.")]
    [InlineData("192.168.5.4", "Trail name cannot be in IP address format.")]
    [InlineData(
        "tra il",
        "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_)."
    )]
    public async Task A_name_that_breaks_the_rules_is_refused(string name, string message) =>
        await (await server.NewAccountAsync()).TrailRefused(
            "InvalidTrailNameException",
            message,
            "CreateTrail",
            new { Name = name, S3BucketName = "bucket" }
        );

    [Fact]
    public async Task A_trail_needs_a_bucket_that_lets_it_write()
    {
        var s3 = await server.NewS3Async();
        var root = s3.Client;
        await root.TrailRefused(
            "S3BucketDoesNotExistException",
            "S3 bucket no-such-bucket-here does not exist!",
            "CreateTrail",
            new { Name = "trail", S3BucketName = "no-such-bucket-here" }
        );
        await root.TrailRefused("InvalidS3BucketNameException", null, "CreateTrail", new { Name = "trail", S3BucketName = "A B" });
        var bucket = await s3.NewBucketAsync();
        var request = new { Name = "trail", S3BucketName = bucket };
        var message = $"Incorrect S3 bucket policy is detected for bucket: {bucket}";
        await root.TrailRefused("InsufficientS3BucketPolicyException", message, "CreateTrail", request);
        foreach (
            var policy in new[]
            {
                CloudTrailCalls.PolicyFor(bucket, s3.AccountId, trail: "other"),
                CloudTrailCalls.PolicyFor(bucket, s3.AccountId, folder: "AWSLogs/000000000000/*"),
                CloudTrailCalls.PolicyFor(bucket, s3.AccountId).Replace("s3:GetBucketAcl", "s3:GetBucketPolicy", StringComparison.Ordinal),
                CloudTrailCalls.PolicyFor(bucket, s3.AccountId).Replace("owner-full", "owner-less", StringComparison.Ordinal),
            }
        )
        {
            (await s3.PutAsync($"/{bucket}?policy", policy)).Expect(204);
            await root.TrailRefused("InsufficientS3BucketPolicyException", message, "CreateTrail", request);
        }
        (await s3.PutAsync($"/{bucket}?policy", CloudTrailCalls.PolicyFor(bucket, s3.AccountId, trail: "trail"))).Expect(204);
        await root.Trail("CreateTrail", request);
        await root.TrailRefused(
            "TrailAlreadyExistsException",
            $"Trail trail already exists for customer: {root.AccountId}",
            "CreateTrail",
            request
        );
    }

    [Fact]
    public async Task What_needs_another_service_is_refused()
    {
        var root = await server.NewAccountAsync();
        foreach (
            var (member, value, code) in new[]
            {
                ("SnsTopicName", "topic", "InsufficientSnsTopicPolicyException"),
                ("CloudWatchLogsLogGroupArn", "arn:aws:logs:us-east-1:1:log-group:x:*", "InvalidCloudWatchLogsLogGroupArnException"),
                ("CloudWatchLogsRoleArn", "arn:aws:iam::1:role/x", "InvalidCloudWatchLogsLogGroupArnException"),
                ("KmsKeyId", "alias/x", "KmsKeyNotFoundException"),
            }
        )
            await root.TrailRefused(
                code,
                null,
                "CreateTrail",
                new JsonObject
                {
                    ["Name"] = "trail",
                    ["S3BucketName"] = "bucket",
                    [member] = value,
                }
            );
        await root.TrailRefused(
            "InvalidParameterCombinationException",
            "Multi-Region trail must include global service events.",
            "CreateTrail",
            new
            {
                Name = "trail",
                S3BucketName = "bucket",
                IsMultiRegionTrail = true,
                IncludeGlobalServiceEvents = false,
            }
        );
    }

    [Fact]
    public async Task Five_trails_are_the_most_of_a_region()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewTrailBucketAsync();
        for (var i = 0; i < 5; i++)
            await s3.Client.Trail("CreateTrail", new { Name = $"trail{i}", S3BucketName = bucket });
        await s3.Client.TrailRefused(
            "MaximumNumberOfTrailsExceededException",
            $"User: {s3.AccountId} already has 5 trails in us-east-1.",
            "CreateTrail",
            new { Name = "trail5", S3BucketName = bucket }
        );
    }

    [Fact]
    public async Task A_trail_of_all_regions_is_seen_in_each_and_changed_in_its_own()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewTrailBucketAsync();
        var home = s3.Client;
        var away = new TestClient(home.Endpoint, server.Clock, home.AccountId, home.Credentials) { Region = "eu-west-1" };
        await home.Trail(
            "CreateTrail",
            new
            {
                Name = "all",
                S3BucketName = bucket,
                IsMultiRegionTrail = true,
            }
        );
        await home.Trail("CreateTrail", new { Name = "one", S3BucketName = bucket });
        Assert.Equal(2, (await home.Trail("DescribeTrails"))["trailList"]!.AsArray().Count);
        var seen = (await away.Trail("DescribeTrails"))["trailList"]!.AsArray();
        Assert.Equal("all", (string)Assert.Single(seen)!["Name"]!);
        Assert.Empty((await away.Trail("DescribeTrails", new { includeShadowTrails = false }))["trailList"]!.AsArray());
        Assert.Equal(2, (await away.Trail("ListTrails"))["Trails"]!.AsArray().Count);
        Assert.Equal("us-east-1", (string)(await away.Trail("GetTrail", new { Name = "all" }))["Trail"]!["HomeRegion"]!);
        await away.TrailRefused("InvalidHomeRegionException", null, "StartLogging", new { Name = home.TrailArn("all") });
        await away.TrailRefused(
            "TrailNotFoundException",
            $"Unknown trail: {away.TrailArn("one")} for the user: {home.AccountId}",
            "GetTrail",
            new { Name = "one" }
        );
    }

    [Fact]
    public async Task An_update_changes_what_it_names()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewTrailAsync();
        var other = await s3.NewTrailBucketAsync();
        await s3.Client.Trail(
            "UpdateTrail",
            new
            {
                Name = "trail",
                S3BucketName = other,
                IsMultiRegionTrail = true,
            }
        );
        var trail = (await s3.Client.Trail("GetTrail", new { Name = "trail" }))["Trail"]!;
        Assert.Equal(
            (other, true, true),
            ((string)trail["S3BucketName"]!, (bool)trail["IsMultiRegionTrail"]!, (bool)trail["LogFileValidationEnabled"]!)
        );
        await s3.Client.TrailRefused(
            "InsufficientS3BucketPolicyException",
            null,
            "UpdateTrail",
            new { Name = "trail", S3BucketName = await s3.NewBucketAsync() }
        );
        await s3.Client.TrailRefused("TrailNotFoundException", null, "UpdateTrail", new { Name = "missing", S3BucketName = bucket });
    }

    [Fact]
    public async Task Logging_starts_and_stops_and_the_trail_is_deleted()
    {
        var s3 = await server.NewS3Async();
        var root = s3.Client;
        await s3.NewTrailAsync();
        var name = new { Name = "trail" };
        var status = await root.Trail("GetTrailStatus", name);
        Assert.True((bool)status["IsLogging"]!);
        Assert.Equal("2026-03-01T12:00:00Z", ((string)status["TimeLoggingStarted"]!)[..4] + "-03-01T12:00:00Z");
        await root.Trail("StopLogging", name);
        await root.Trail("StopLogging", name);
        status = await root.Trail("GetTrailStatus", name);
        Assert.False((bool)status["IsLogging"]!);
        Assert.NotEqual("", (string)status["TimeLoggingStopped"]!);
        await root.Trail("DeleteTrail", new { Name = root.TrailArn("trail") });
        await root.TrailRefused("TrailNotFoundException", null, "GetTrailStatus", name);
        Assert.Empty((await root.Trail("DescribeTrails"))["trailList"]!.AsArray());
        Assert.Empty((await root.Trail("DescribeTrails", new { trailNameList = new[] { "trail" } }))["trailList"]!.AsArray());
        // The name is free again.
        await s3.NewTrailAsync();
    }

    [Fact]
    public async Task Tags_are_added_replaced_listed_and_removed()
    {
        var s3 = await server.NewS3Async();
        var root = s3.Client;
        await s3.NewTrailAsync();
        var arn = root.TrailArn("trail");
        await root.Trail("AddTags", new { ResourceId = arn, TagsList = new[] { Tag("team", "blue"), Tag("stage", "test") } });
        await root.Trail("AddTags", new { ResourceId = arn, TagsList = new[] { Tag("team", "red") } });
        await root.Trail("RemoveTags", new { ResourceId = arn, TagsList = new[] { new { Key = "stage" } } });
        var listed = await root.Trail("ListTags", new { ResourceIdList = new[] { arn } });
        Assert.Equal(
            $$"""[{"ResourceId":"{{arn}}","TagsList":[{"Key":"team","Value":"red"}]}]""",
            listed["ResourceTagList"]!.ToJsonString()
        );
        await root.TrailRefused("CloudTrailARNInvalidException", null, "ListTags", new { ResourceIdList = new[] { "trail" } });
        await root.TrailRefused(
            "ResourceNotFoundException",
            null,
            "AddTags",
            new { ResourceId = root.TrailArn("missing"), TagsList = new[] { Tag("a", "b") } }
        );
        await root.TrailRefused(
            "InvalidTagParameterException",
            null,
            "AddTags",
            new { ResourceId = arn, TagsList = new[] { Tag("aws:x", "b") } }
        );
        await root.TrailRefused(
            "TagsLimitExceededException",
            null,
            "AddTags",
            new { ResourceId = arn, TagsList = Enumerable.Range(0, 51).Select(i => Tag($"k{i}", "")).ToArray() }
        );
    }

    static object Tag(string key, string value) => new { Key = key, Value = value };

    [Fact]
    public async Task A_user_needs_the_action_on_the_trail()
    {
        var s3 = await server.NewS3Async();
        var root = s3.Client;
        var bucket = await s3.NewTrailAsync();
        await root.Trail("AddTags", new { ResourceId = root.TrailArn("trail"), TagsList = new[] { Tag("team", "blue") } });
        var user = await root.NewUserAsync("auditor", Documents.Allow("cloudtrail:*", root.TrailArn("other")));
        foreach (var action in new[] { "GetTrail", "GetTrailStatus", "StartLogging", "StopLogging", "DeleteTrail", "UpdateTrail" })
            await user.TrailRefused(
                "AccessDeniedException",
                $"User: arn:aws:iam::{root.AccountId}:user/auditor is not authorized to perform: cloudtrail:{action} on resource: "
                    + $"{root.TrailArn("trail")} because no identity-based policy allows the cloudtrail:{action} action",
                action,
                new { Name = "trail" }
            );
        await user.TrailRefused("AccessDeniedException", null, "LookupEvents");
        await user.TrailRefused("AccessDeniedException", null, "CreateTrail", new { Name = "third", S3BucketName = bucket });
        var tagged = await root.NewUserAsync(
            "tagged",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cloudtrail:GetTrail","Resource":"*",
             "Condition":{"StringEquals":{"aws:ResourceTag/team":"blue"}}}]}
            """
        );
        await tagged.Trail("GetTrail", new { Name = "trail" });
    }

    [Fact]
    public async Task Both_prefixes_of_the_target_are_understood()
    {
        var root = await server.NewAccountAsync();
        foreach (var prefix in new[] { "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", "CloudTrail_20131101" })
            Assert.Equal(HttpStatusCode.OK, (await root.SendTrailAsync("DescribeTrails", prefix: prefix)).Status);
        Assert.Equal(
            "UnknownOperationException",
            (string?)(await root.SendTrailAsync("DescribeTrails", prefix: "CloudTrail_2013")).Answer["__type"]
        );
    }
}
