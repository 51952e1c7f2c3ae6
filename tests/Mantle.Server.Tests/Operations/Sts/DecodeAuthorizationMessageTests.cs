using System.Text.Json;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Organizations;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(ServerCollection.Name)]
public class DecodeAuthorizationMessageTests(TestServer server)
{
    [Fact]
    public async Task A_denial_decodes_to_its_reasons_and_the_calls_context()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync(
            "dev",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"},
             {"Sid":"NoRoles","Effect":"Deny","Action":["iam:GetRole"],"Resource":"arn:aws:iam::*:role/r"}]}
            """
        );
        await root.NewRoleAsync("r");
        var denied = await user.Refused("AccessDenied", null, "GetRole", ("RoleName", "r"));
        var decoded = JsonDocument
            .Parse((await root.Sts("DecodeAuthorizationMessage", ("EncodedMessage", Message(denied)))).Text("DecodedMessage"))
            .RootElement;
        Assert.False(decoded.GetProperty("allowed").GetBoolean());
        Assert.True(decoded.GetProperty("explicitDeny").GetBoolean());
        var statements = decoded.GetProperty("matchedStatements").GetProperty("items").EnumerateArray().ToList();
        var deny = statements.Single(statement => statement.GetProperty("effect").GetString() == "DENY");
        Assert.Equal("NoRoles", deny.GetProperty("statementId").GetString());
        Assert.Equal("iam:GetRole", deny.GetProperty("actions").GetProperty("items")[0].GetProperty("value").GetString());
        Assert.Equal("arn:aws:iam::*:role/r", deny.GetProperty("resources").GetProperty("items")[0].GetProperty("value").GetString());
        var context = decoded.GetProperty("context");
        Assert.Equal(root.Arn("user/dev"), context.GetProperty("principal").GetProperty("arn").GetString());
        Assert.Equal("dev", context.GetProperty("principal").GetProperty("name").GetString());
        Assert.Equal("iam:GetRole", context.GetProperty("action").GetString());
        Assert.Equal(root.Arn("role/r"), context.GetProperty("resource").GetString());
        var keys = context
            .GetProperty("conditions")
            .GetProperty("items")
            .EnumerateArray()
            .ToDictionary(
                item => item.GetProperty("key").GetString()!,
                item => item.GetProperty("values").GetProperty("items")[0].GetProperty("value").GetString()
            );
        Assert.Equal(("dev", "127.0.0.1"), (keys["aws:username"], keys["aws:SourceIp"]));
    }

    [Fact]
    public async Task A_statement_of_a_control_policy_does_not_show_the_session_policy()
    {
        var management = await server.NewOrganizationAsync();
        await management.EnableAsync("SERVICE_CONTROL_POLICY");
        var id = await management.NewMemberIdAsync();
        var scp = """{"Version":"2012-10-17","Statement":[{"Sid":"NoUsers","Effect":"Deny","Action":"iam:ListUsers","Resource":"*"}]}""";
        await management.AttachAsync(await management.NewOrgPolicyAsync("SERVICE_CONTROL_POLICY", scp), id);
        var admin = await management.NewUserAsync("admin", Documents.Allow("sts:*"));
        const string sessionPolicy =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:*","sts:*"],"Resource":"*"}]}""";
        var session = await admin.AssumeAsync($"arn:aws:iam::{id}:role/OrganizationAccountAccessRole", ("Policy", sessionPolicy));
        var denied = await session.Refused("AccessDenied", null, "ListUsers");
        var text = (await session.Sts("DecodeAuthorizationMessage", ("EncodedMessage", Message(denied)))).Text("DecodedMessage");
        var statements = JsonDocument
            .Parse(text)
            .RootElement.GetProperty("matchedStatements")
            .GetProperty("items")
            .EnumerateArray()
            .ToList();
        Assert.All(
            statements.Where(statement => statement.GetProperty("policyType").GetString() == "ServiceControlPolicy"),
            statement => Assert.False(statement.TryGetProperty("actions", out _))
        );
        Assert.Contains(statements, statement => statement.GetProperty("policyType").GetString() == "ServiceControlPolicy");
    }

    [Fact]
    public async Task Only_those_with_permission_in_the_callers_account_decode_it()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var message = Message(await user.Refused("AccessDenied", null, "ListUsers"));
        await user.RefusedAsync(
            "AccessDenied",
            $"User: {root.Arn("user/dev")} is not authorized to perform: sts:DecodeAuthorizationMessage because no "
                + $"identity-based policy allows the sts:DecodeAuthorizationMessage action",
            "sts",
            "DecodeAuthorizationMessage",
            ("EncodedMessage", message)
        );
        var support = await root.NewUserAsync("support", Documents.Allow("sts:DecodeAuthorizationMessage"));
        await support.Sts("DecodeAuthorizationMessage", ("EncodedMessage", message));
        var other = await server.NewAccountAsync();
        await other.RefusedAsync(
            "InvalidAuthorizationMessageException",
            "Message is not valid",
            "sts",
            "DecodeAuthorizationMessage",
            ("EncodedMessage", message)
        );
    }

    [Theory]
    [InlineData("x")]
    [InlineData("not a message")]
    [InlineData("AAAAAQ")]
    [InlineData("AAAAAQAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_message_is_refused(string message)
    {
        var root = await server.NewAccountAsync();
        await root.RefusedAsync(
            "InvalidAuthorizationMessageException",
            "Message is not valid",
            "sts",
            "DecodeAuthorizationMessage",
            ("EncodedMessage", message)
        );
    }

    [Fact]
    public async Task A_message_stays_small_however_many_statements_matched()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        for (var i = 0; i < 10; i++)
        {
            var statements = string.Join(
                ',',
                Enumerable
                    .Range(0, 40)
                    .Select(n => $$"""{"Sid":"S{{i}}x{{n}}{{Guid.NewGuid():N}}","Effect":"Deny","Action":"iam:ListUsers","Resource":"*"}""")
            );
            var arn = await root.NewPolicyAsync($"p{i}", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""");
            await root.Iam("AttachUserPolicy", ("UserName", "dev"), ("PolicyArn", arn));
        }
        var message = Message(await user.Refused("AccessDenied", null, "ListUsers"));
        Assert.True(message.Length <= 6_144);
        await root.Sts("DecodeAuthorizationMessage", ("EncodedMessage", message));
    }

    [Fact]
    public async Task Of_another_accounts_role_a_message_does_not_tell_whether_it_exists()
    {
        var owner = await server.NewAccountAsync();
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        await owner.NewRoleAsync("denies");
        await owner.Iam("TagRole", ("RoleName", "denies"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"));
        await owner.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "denies"),
            (
                "PolicyDocument",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Sid":"Secret","Effect":"Deny","Principal":{"AWS":"{{root.AccountId}}"},
                 "Action":"sts:AssumeRole"}]}
                """
            )
        );
        await owner.NewRoleAsync("trusts");
        await owner.Iam("UpdateAssumeRolePolicy", ("RoleName", "trusts"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        var decoded = new List<string>();
        foreach (var name in new[] { "denies", "trusts", "misses" })
        {
            var denied = await user.SendAsync("sts", "AssumeRole", ("RoleArn", owner.Arn($"role/{name}")), ("RoleSessionName", "session"));
            Assert.Equal("AccessDenied", denied.Code);
            var message = (await root.Sts("DecodeAuthorizationMessage", ("EncodedMessage", Message(denied)))).Text("DecodedMessage");
            decoded.Add(message.Replace(name, "ROLE", StringComparison.Ordinal));
        }
        Assert.Equal(decoded[2], decoded[0]);
        Assert.Equal(decoded[2], decoded[1]);
    }

    static string Message(Answer denied) => denied.Headers.GetValues("x-mantle-authorization-message").Single();
}
