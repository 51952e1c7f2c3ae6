using System.Text.Json;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations;

/// <summary>What the trail contains about issued credentials, and the secrets that it leaves out.</summary>
[Collection(ServerCollection.Name)]
public class TrailSecretsTests(TestServer server)
{
    [Fact]
    public async Task Secrets_that_were_handed_out_are_nowhere_in_the_trail()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("*"));
        var role = await root.NewRoleAsync("r");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        var session = await user.AssumeAsync(role, ("ExternalId", "external"));
        var temporary = await user.Sts("GetSessionToken");
        await session.Sts("GetCallerIdentity");
        string[] secrets =
        [
            root.Credentials.SecretAccessKey,
            user.Credentials.SecretAccessKey,
            session.Credentials.SecretAccessKey,
            session.Credentials.SessionToken!,
            temporary.Text("SecretAccessKey"),
            temporary.Text("SessionToken"),
        ];
        var events = await server.EventsAsync(root);
        Assert.Superset(
            new HashSet<string> { "CreateUser", "CreateAccessKey", "AssumeRole", "GetSessionToken", "GetCallerIdentity" },
            events.Select(happened => happened.GetProperty("eventName").GetString()!).ToHashSet()
        );
        var trail = string.Join('\n', events.Select(happened => happened.GetRawText()));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, trail, StringComparison.Ordinal));
        // A secret may be escaped in JSON or cut, so no part of it that is too long for a coincidence may occur.
        Assert.All(
            secrets,
            secret =>
                Assert.DoesNotContain(secret[4..16].Replace("+", "\\u002B", StringComparison.Ordinal), trail, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_event_of_issued_credentials_names_them_and_what_only_reads_has_no_answer()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewRoleAsync("r");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        var session = await user.AssumeAsync(role);
        await root.Iam("ListUsers");
        var events = await server.EventsAsync(root);
        var assumed = events.Single(happened => happened.GetProperty("eventName").GetString() == "AssumeRole");
        Assert.True(assumed.GetProperty("readOnly").GetBoolean());
        Assert.Contains(session.Credentials.AccessKeyId, assumed.GetProperty("responseElements").GetRawText(), StringComparison.Ordinal);
        var created = events.First(happened => happened.GetProperty("eventName").GetString() == "CreateRole");
        Assert.False(created.GetProperty("readOnly").GetBoolean());
        Assert.Contains(role, created.GetProperty("responseElements").GetRawText(), StringComparison.Ordinal);
        var listed = events.Single(happened => happened.GetProperty("eventName").GetString() == "ListUsers");
        Assert.True(listed.GetProperty("readOnly").GetBoolean());
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("responseElements").ValueKind);
    }
}
