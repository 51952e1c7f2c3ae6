using System.Text.Json;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Protocol;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Authorization;

/// <summary>A server that records denials and executes the calls: <c>--enforce log</c>.</summary>
public class EnforcementTests(LoggingServer server) : IClassFixture<LoggingServer>
{
    [Fact]
    public async Task What_would_be_denied_goes_through_and_its_event_says_so()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        await user.Iam("ListUsers");
        var noted = (await EventAsync(root, "ListUsers")).GetProperty("additionalEventData");
        Assert.Equal(
            ("log", "iam:ListUsers"),
            (noted.GetProperty("enforcement").GetString(), noted.GetProperty("deniedAction").GetString())
        );
    }

    [Fact]
    public async Task Each_key_of_a_list_of_deletions_that_would_be_denied_is_noted()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        foreach (var key in new[] { "a", "b" })
            (await s3.PutAsync($"/{bucket}/{key}", "data")).Expect(200);
        var user = s3.As(await s3.Client.NewUserAsync("dev"));
        var document = "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>";
        (await user.SendDocumentAsync("POST", $"/{bucket}?delete", document)).Expect(200);
        (await s3.GetAsync($"/{bucket}/a")).Expect(404);
        var noted = (await EventAsync(s3.Client, "DeleteObjects")).GetProperty("additionalEventData").GetProperty("denials");
        Assert.Equal(
            [("s3:DeleteObject", $"arn:aws:s3:::{bucket}/a"), ("s3:DeleteObject", $"arn:aws:s3:::{bucket}/b")],
            noted
                .EnumerateArray()
                .Select(one => (one.GetProperty("deniedAction").GetString()!, one.GetProperty("deniedResource").GetString()!))
        );
    }

    [Fact]
    public async Task A_call_that_was_let_through_and_fails_says_nothing_of_a_denial()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var user = s3.As(await s3.Client.NewUserAsync("dev"));
        var missing = await user.GetAsync($"/{bucket}/none");
        missing.Expect(404);
        Assert.Null(missing.Header("x-mantle-authorization-id"));
        Assert.Null(missing.Header("x-mantle-authorization-message"));
    }

    static async Task<JsonElement> EventAsync(TestClient root, string name)
    {
        var answer = await root.CallAsync("mantle", "ListEvents", ("AccountId", root.AccountId));
        return answer
            .All("member")
            .Select(text => JsonDocument.Parse(text).RootElement)
            .Single(happened => happened.GetProperty("eventName").GetString() == name);
    }
}
