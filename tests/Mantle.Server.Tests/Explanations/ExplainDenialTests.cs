using System.Text.Json;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.IamToolbox;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Explanations;

/// <summary>What an explanation holds, and how long.</summary>
public class ExplainDenialTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_newest_denial_is_explained_but_not_the_denial_of_explaining()
    {
        var root = await server.NewAccountAsync();
        await root.RefusedAsync("NoSuchEntity", "No call of this account was denied in the last day.", "mantle", "ExplainDenial");
        var user = await root.NewUserAsync("dev");
        await user.RefusedAsync("AccessDenied", null, "iam", "ListRoles");
        await user.RefusedAsync("AccessDenied", null, "iam", "ListUsers");
        await user.RefusedAsync("AccessDenied", null, "mantle", "ExplainDenial");
        var explained = await LatestAsync(root);
        Assert.Equal("ListUsers", explained.Text("operation"));
        Assert.StartsWith($"User: {root.Arn("user/dev")} is not authorized to perform: iam:ListUsers", explained.Text("message"));
        var access = Assert.Single(explained.GetProperty("accesses").EnumerateArray());
        Assert.Equal(("implicitDeny", "IdentityBasedPolicy"), (access.Text("outcome"), access.Text("decidedBy")));
        Assert.Equal("dev", access.GetProperty("context").GetProperty("aws:username")[0].GetString());
        var remedy = Assert.Single(explained.GetProperty("remedies").EnumerateArray());
        Assert.Equal("Add", remedy.Text("kind"));
        await ShellCommand.Parse(remedy.Text("command")).RunAsync(root);
        await user.Iam("ListUsers");
    }

    [Fact]
    public async Task A_deny_names_its_statement_and_the_policy_as_it_was()
    {
        var root = await server.NewAccountAsync();
        var document = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
             {"Sid":"Home","Effect":"Deny","Action":["iam:List*","iam:GetUser"],"Resource":"*",
             "Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]}
            """;
        var policy = await root.NewPolicyAsync("guard", document);
        var user = await root.NewUserAsync("dev");
        await root.Iam("AttachUserPolicy", ("UserName", "dev"), ("PolicyArn", policy));
        await user.RefusedAsync("AccessDenied", null, "iam", "ListUsers");
        await root.Iam("DetachUserPolicy", ("UserName", "dev"), ("PolicyArn", policy));
        var explained = await LatestAsync(root);
        var statement = explained
            .GetProperty("accesses")[0]
            .GetProperty("layers")[0]
            .GetProperty("statements")
            .EnumerateArray()
            .Single(each => each.Text("effect") == "Deny");
        Assert.Equal((policy, "Home"), (statement.Text("policy"), statement.Text("sid")));
        Assert.Equal("Deny", statement.GetProperty("statement").Text("Effect"));
        var condition = statement.GetProperty("conditions")[0];
        Assert.Equal(("aws:SourceIp", "127.0.0.1"), (condition.Text("key"), condition.GetProperty("had")[0].GetString()));
        // The policy may be others' too, so the caller is exempted and nothing else.
        var remedy = Assert.Single(explained.GetProperty("remedies").EnumerateArray());
        Assert.Contains($"Exempt {root.Arn("user/dev")}", remedy.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        await root.Iam("AttachUserPolicy", ("UserName", "dev"), ("PolicyArn", policy));
        await ShellCommand.Parse(remedy.Text("command")).RunAsync(root);
        await user.Iam("ListUsers");
    }

    [Fact]
    public async Task All_that_a_call_lacks_is_told_at_once()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("worker");
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "profile"));
        var user = await root.NewUserAsync("dev");
        await user.RefusedAsync(
            "AccessDenied",
            null,
            "iam",
            "AddRoleToInstanceProfile",
            ("InstanceProfileName", "profile"),
            ("RoleName", "worker")
        );
        var explained = await LatestAsync(root);
        Assert.Equal(
            ["iam:AddRoleToInstanceProfile", "iam:PassRole"],
            explained.GetProperty("accesses").EnumerateArray().Select(access => access.Text("action"))
        );
        var remedy = Assert.Single(explained.GetProperty("remedies").EnumerateArray());
        Assert.Equal(2, remedy.GetProperty("statements").GetArrayLength());
        await ShellCommand.Parse(remedy.Text("command")).RunAsync(root);
        await user.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", "profile"), ("RoleName", "worker"));
    }

    [Fact]
    public async Task A_rule_that_no_policy_changes_says_so()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewRoleAsync("target");
        var denied = await root.SendAsync("sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
        var explained = await LatestAsync(root);
        Assert.Equal(denied.AuthorizationId(), explained.GetProperty("authorizationIds")[0].GetString());
        Assert.Equal(
            ("Roles may not be assumed by root accounts.", "No policy can allow it."),
            (explained.Text("message"), explained.Text("obstacle"))
        );
        Assert.Empty(explained.GetProperty("remedies").EnumerateArray());
    }

    [Fact]
    public async Task It_is_kept_for_a_day_also_over_a_restart_and_then_gone()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var id = (await user.SendAsync("iam", "ListUsers")).AuthorizationId();
        await server.RestartAsync();
        root = new TestClient(server.Management.Endpoint, server.Clock, root.AccountId, root.Credentials);
        server.Clock.Advance(TimeSpan.FromHours(24));
        await root.CallAsync("mantle", "ExplainDenial", ("AuthorizationId", id));
        server.Clock.Advance(TimeSpan.FromHours(2));
        await root.RefusedAsync(
            "NoSuchEntity",
            $"There is no denial {id}, it is older than a day, or it belongs to other accounts than yours.",
            "mantle",
            "ExplainDenial",
            ("AuthorizationId", id)
        );
    }

    [Fact]
    public async Task It_has_no_secrets()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        await user.RefusedAsync("AccessDenied", null, "iam", "CreateLoginProfile", ("UserName", "dev"), ("Password", "Very-secret-1234"));
        var text = (await LatestAsync(root)).GetRawText();
        Assert.DoesNotContain("Very-secret-1234", text, StringComparison.Ordinal);
        Assert.DoesNotContain(user.Credentials.SecretAccessKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(user.Credentials.AccessKeyId, text, StringComparison.Ordinal);
    }

    static async Task<JsonElement> LatestAsync(TestClient client) =>
        JsonDocument.Parse((await client.CallAsync("mantle", "ExplainDenial")).Text("Explanation")).RootElement;
}
