using System.Text.Json.Nodes;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.CloudTrail;

/// <summary>
/// The event history (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html"/>).
/// </summary>
public sealed class LookupEventsTests : IAsyncLifetime
{
    readonly TestServer server = new();
    TestClient root = null!;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        root = await server.NewAccountAsync();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    async Task<JsonArray> FindAsync(string key, string value) =>
        (await root.Trail("LookupEvents", new { LookupAttributes = new[] { new { AttributeKey = key, AttributeValue = value } } }))[
            "Events"
        ]!.AsArray();

    static string[] Names(JsonArray events) => [.. events.Select(e => (string)e!["EventName"]!)];

    [Fact]
    public async Task An_event_is_found_by_each_of_its_attributes()
    {
        var user = await root.NewUserAsync("ann", Documents.Allow("iam:*"));
        await user.Iam("CreateGroup", ("GroupName", "staff"));
        var found = Assert.Single(await FindAsync("EventName", "CreateGroup"))!;
        var record = JsonNode.Parse((string)found["CloudTrailEvent"]!)!;
        Assert.Equal(
            ("CreateGroup", "iam.amazonaws.com", "false", "ann", user.Credentials.AccessKeyId, (string)record["eventID"]!),
            (
                (string)found["EventName"]!,
                (string)found["EventSource"]!,
                (string)found["ReadOnly"]!,
                (string)found["Username"]!,
                (string)found["AccessKeyId"]!,
                (string)found["EventId"]!
            )
        );
        Assert.Equal(server.Now.ToUnixTimeSeconds(), (long)(double)found["EventTime"]!);
        Assert.Contains("CreateGroup", Names(await FindAsync("Username", "ann")));
        Assert.Contains("CreateGroup", Names(await FindAsync("AccessKeyId", user.Credentials.AccessKeyId)));
        Assert.Equal(["CreateGroup"], Names(await FindAsync("EventId", (string)found["EventId"]!)));
        Assert.Contains("CreateGroup", Names(await FindAsync("EventSource", "iam.amazonaws.com")));
        Assert.Contains("CreateGroup", Names(await FindAsync("ReadOnly", "false")));
        Assert.Contains("CreateGroup", Names(await FindAsync("ResourceName", "staff")));
        Assert.Contains("CreateGroup", Names(await FindAsync("ResourceType", "AWS::IAM::Group")));
        Assert.Empty(await FindAsync("EventName", "DeleteGroup"));
    }

    [Fact]
    public async Task Pages_go_back_in_time_and_lose_nothing()
    {
        for (var i = 0; i < 7; i++)
        {
            await root.Iam("CreateUser", ("UserName", $"user{i}"));
            server.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var ids = new List<string>();
        string? token = null;
        do
        {
            var page = await root.Trail(
                "LookupEvents",
                new
                {
                    LookupAttributes = new[] { new { AttributeKey = "EventName", AttributeValue = "CreateUser" } },
                    MaxResults = 3,
                    NextToken = token,
                }
            );
            Assert.True(page["Events"]!.AsArray().Count <= 3);
            ids.AddRange(page["Events"]!.AsArray().Select(e => (string)e!["CloudTrailEvent"]!));
            token = (string?)page["NextToken"];
        } while (token is not null);
        var users = ids.Select(text => (string)JsonNode.Parse(text)!["requestParameters"]!["userName"]!);
        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"user{i}"), users);
    }

    [Fact]
    public async Task Times_limit_what_is_found_and_90_days_are_kept()
    {
        await root.Iam("CreateUser", ("UserName", "old"));
        var then = server.Now;
        server.Clock.Advance(TimeSpan.FromHours(1));
        await root.Iam("CreateUser", ("UserName", "new"));
        Assert.Equal(1, await CountAsync(new { StartTime = then.AddMinutes(1).ToUnixTimeSeconds() }));
        Assert.Equal(1, await CountAsync(new { StartTime = then.AddMinutes(-1).ToUnixTimeSeconds(), EndTime = then.ToUnixTimeSeconds() }));
        await root.TrailRefused(
            "InvalidTimeRangeException",
            null,
            "LookupEvents",
            new { StartTime = then.ToUnixTimeSeconds(), EndTime = then.AddDays(-1).ToUnixTimeSeconds() }
        );
        server.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal(0, await CountAsync(new { StartTime = then.AddMinutes(-1).ToUnixTimeSeconds() }));
    }

    async Task<int> CountAsync(object input) =>
        Names((await root.Trail("LookupEvents", input))["Events"]!.AsArray()).Count(name => name == "CreateUser");

    [Fact]
    public async Task Data_events_and_other_regions_are_not_in_the_history()
    {
        var s3 = new S3Client(root, server.Clock);
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "data")).Expect(200);
        Assert.Empty(await FindAsync("EventName", "PutObject"));
        Assert.Single(await FindAsync("EventName", "CreateBucket"));
        var away = new TestClient(root.Endpoint, server.Clock, root.AccountId, root.Credentials) { Region = "eu-west-1" };
        Assert.Equal(["LookupEvents"], Names((await LookAsync(away))["Events"]!.AsArray()).Distinct());

        static async Task<JsonNode> LookAsync(TestClient client)
        {
            await client.Trail("LookupEvents");
            return await client.Trail("LookupEvents");
        }
    }

    [Fact]
    public async Task Wrong_requests_have_errors_of_their_own()
    {
        foreach (var max in new[] { 0, 51, -1 })
            await root.TrailRefused(
                "InvalidMaxResultsException",
                $"A max results value of {max} is invalid. Specify max results between 1 and 50.",
                "LookupEvents",
                new { MaxResults = max }
            );
        await root.TrailRefused("InvalidNextTokenException", null, "LookupEvents", new { NextToken = "token" });
        await root.TrailRefused("InvalidEventCategoryException", null, "LookupEvents", new { EventCategory = "management" });
        Assert.Empty((await root.Trail("LookupEvents", new { EventCategory = "insight" }))["Events"]!.AsArray());
        await root.TrailRefused(
            "InvalidLookupAttributesException",
            null,
            "LookupEvents",
            new
            {
                LookupAttributes = new[]
                {
                    new { AttributeKey = "EventName", AttributeValue = "a" },
                    new { AttributeKey = "Username", AttributeValue = "b" },
                },
            }
        );
        await root.Iam("ListUsers");
        await root.Iam("ListUsers");
        var token = (string?)(await root.Trail("LookupEvents", new { MaxResults = 1 }))["NextToken"];
        await root.TrailRefused(
            "InvalidNextTokenException",
            null,
            "LookupEvents",
            new { NextToken = token, LookupAttributes = new[] { new { AttributeKey = "EventName", AttributeValue = "a" } } }
        );
    }
}
