using System.Text.Json;
using Mantle.Cli.Commands;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.IamToolbox;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Explanations;

/// <summary>What callers and policies say is printed for people and pasted into shells; it must do nothing there.</summary>
[Collection(ServerCollection.Name)]
public class HostileTextTests(TestServer server)
{
    [Theory]
    [InlineData("""{"Effect":"Deny","Action":"*","Resource":["*","arn:aws:s3:::\ud800"]}""")]
    [InlineData("""{"Effect":"Deny","Action":["*","s3:Get\udc00"],"Resource":"*"}""")]
    [InlineData("""{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:username":"\\\ud800\ud800"}}}""")]
    public async Task A_policy_with_half_a_surrogate_pair_is_explained(string statement)
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""");
        var id = (await user.RefusedAsync("AccessDenied", null, "iam", "ListUsers")).AuthorizationId();
        var explanation = (await root.CallAsync("mantle", "ExplainDenial", ("AuthorizationId", id))).Text("Explanation");
        Assert.Contains("explicitDeny", explanation, StringComparison.Ordinal);
        Assert.Contains("IdentityBasedPolicy", explanation, StringComparison.Ordinal);
        Assert.NotEqual(default, await root.DetailsAsync(id));
    }

    [Fact]
    public async Task The_path_of_a_role_is_no_command()
    {
        var root = await server.NewAccountAsync();
        const string Path = "/;id>&2;$(touch${IFS}pwned);'/";
        var created = await root.Iam(
            "CreateRole",
            ("RoleName", "deploy"),
            ("Path", Path),
            ("AssumeRolePolicyDocument", Documents.Trust(root.Arn("root")))
        );
        await root.Iam("PutRolePolicy", ("RoleName", "deploy"), ("PolicyName", "all"), ("PolicyDocument", Documents.Allow("*")));
        var user = await root.NewUserAsync("dev", Documents.Allow("*"));
        var session = await user.AssumeAsync(created.Text("Arn"), ("Policy", Documents.Allow("sts:*")));
        var id = (await session.RefusedAsync("AccessDenied", null, "iam", "ListUsers")).AuthorizationId();
        var explanation = (await root.CallAsync("mantle", "ExplainDenial", ("AuthorizationId", id))).Text("Explanation");
        var command = JsonDocument.Parse(explanation).RootElement.GetProperty("remedies")[0].GetProperty("command").GetString()!;
        Assert.Equal(created.Text("Arn"), ShellCommand.Parse(command)["RoleArn"]);
        Assert.Contains("'arn:aws:iam::", command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:iam::1:role/deploy", "arn:aws:iam::1:role/deploy")]
    [InlineData("관리자", "관리자")]
    [InlineData("role/a\n2026-11-29T23:21:00Z  root", "role/a\\u000a2026-11-29T23:21:00Z  root")]
    [InlineData("\u001b[31mred\a", "\\u001b[31mred\\u0007")]
    [InlineData("\u009b31m", "\\u009b31m")]
    [InlineData("a\u202eb\u2028c", "a\\u202eb\\u2028c")]
    public void A_terminal_gets_no_control_characters(string text, string printed) => Assert.Equal(printed, PrintedText.Of(text));
}
