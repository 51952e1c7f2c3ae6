using System.Text.Json;
using Mantle.Server.Tests.Operations.Eks;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Organizations;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.IamToolbox;

[Collection(ServerCollection.Name)]
public class GetRequestAuthorizationDetailsTests(TestServer server)
{
    [Fact]
    public async Task Every_action_of_the_call_is_evaluated_with_its_policies()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewRoleAsync("target");
        await root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "target"),
            ("PolicyDocument", Documents.Trust(root.Arn("root")).Replace("\"sts:TagSession\",", "", StringComparison.Ordinal))
        );
        var user = await root.NewUserAsync("dev", Documents.Allow("sts:AssumeRole"));
        var denied = await user.SendAsync(
            "sts",
            "AssumeRole",
            ("RoleArn", role),
            ("RoleSessionName", "session"),
            ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", "blue")
        );
        var details = await root.DetailsAsync(denied.AuthorizationId());
        Assert.Equal("blue", details.GetProperty("requestContext").GetProperty("aws:RequestTag/team").GetString());
        Assert.Equal(root.Arn("user/dev"), details.GetProperty("requestContext").GetProperty("aws:PrincipalArn").GetString());
        var evaluations = details.GetProperty("evaluations").EnumerateArray().ToList();
        Assert.Equal(
            [("sts:AssumeRole", role, "ALLOW"), ("sts:TagSession", role, "IMPLICIT_DENY")],
            evaluations.Select(each => (each.Text("action"), each.Text("resource"), each.Text("evaluatedEffect")))
        );
        Assert.Equal(
            ["RESOURCE_BASED_POLICY", "IDENTITY_BASED_POLICY"],
            evaluations[0].GetProperty("matchedPolicies").EnumerateArray().Select(match => TypeOf(details, match.Text("uri")))
        );
        Assert.Empty(evaluations[1].GetProperty("matchedPolicies").EnumerateArray());
        Assert.False(details.TryGetProperty("nextToken", out _));
    }

    [Fact]
    public async Task An_explicit_deny_names_policy_and_statement_and_where_they_are_attached()
    {
        var management = await server.NewOrganizationAsync();
        await management.EnableAsync(OrganizationCalls.Scp);
        var member = await management.InviteAsync(server);
        var scp = await management.NewOrgPolicyAsync(
            OrganizationCalls.Scp,
            """{"Version":"2012-10-17","Statement":[{"Sid":"NoUsers","Effect":"Deny","Action":"iam:ListUsers","Resource":"*"}]}"""
        );
        await management.AttachAsync(scp, member.AccountId);
        var details = await member.DetailsAsync((await member.SendAsync("iam", "ListUsers")).AuthorizationId());
        var evaluation = Assert.Single(details.GetProperty("evaluations").EnumerateArray());
        Assert.Equal("EXPLICIT_DENY", evaluation.Text("evaluatedEffect"));
        var match = evaluation
            .GetProperty("matchedPolicies")
            .EnumerateArray()
            .Single(policy => policy.Text("uri").EndsWith(scp, StringComparison.Ordinal));
        var statement = Assert.Single(match.GetProperty("matchedStatements").EnumerateArray());
        Assert.Equal(("NoUsers", "DENY"), (statement.Text("sid"), statement.Text("evaluatedEffect")));
        var policy = details.GetProperty("policies").EnumerateArray().Single(each => each.Text("uri") == match.Text("uri"));
        Assert.Equal(("SERVICE_CONTROL_POLICY", "False"), (policy.Text("type"), policy.GetProperty("inline").ToString()));
        Assert.EndsWith("/" + member.AccountId, policy.GetProperty("attachedTo")[0].Text("arn"), StringComparison.Ordinal);
        // The management account belongs to the organization, and so may read it too.
        Assert.Equal(
            JsonValueKind.Array,
            (await management.DetailsAsync((await member.SendAsync("iam", "ListUsers")).AuthorizationId()))
                .GetProperty("evaluations")
                .ValueKind
        );
    }

    [Fact]
    public async Task Other_accounts_and_ids_that_are_none_find_nothing()
    {
        var root = await server.NewAccountAsync();
        var stranger = await server.NewAccountAsync();
        var id = (await (await root.NewUserAsync("dev")).SendAsync("iam", "ListUsers")).AuthorizationId();
        foreach (var (client, path) in new[] { (stranger, id), (root, "0123456789abcdefghijklmno") })
            Assert.Equal("ResourceNotFoundException", (await client.RestAsync("iam", "GET", $"/authorization-details/{path}")).Code());
        Assert.Equal("ValidationException", (await root.RestAsync("iam", "GET", "/authorization-details/No-Id")).Code());
        Assert.Equal("ValidationException", (await root.RestAsync("iam", "GET", $"/authorization-details/{id}?nextToken=x")).Code());
    }

    [Fact]
    public async Task It_needs_the_permission_of_IAM()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var id = (await user.SendAsync("iam", "ListUsers")).AuthorizationId();
        var refused = await user.RestAsync("iam", "GET", $"/authorization-details/{id}");
        Assert.Equal("AccessDeniedException", refused.Code());
        Assert.Equal(
            $"User: {root.Arn("user/dev")} is not authorized to perform: iam:GetRequestAuthorizationDetails because no identity-based "
                + "policy allows the iam:GetRequestAuthorizationDetails action",
            refused.Body.GetProperty("message").GetString()
        );
        await root.PutPolicyAsync("dev", Documents.Allow("iam:GetRequestAuthorizationDetails"));
        Assert.Null((await user.RestAsync("iam", "GET", $"/authorization-details/{id}")).Code());
        Assert.Equal(
            "AccessDeniedException",
            (await user.RestAsync("iam", "GET", $"/authorization-details/{id}/policy?policyUri=x")).Code()
        );
    }

    [Fact]
    public async Task The_policy_is_the_one_of_the_moment_of_the_denial()
    {
        var root = await server.NewAccountAsync();
        var before = Documents.Deny("iam:ListUsers");
        var user = await root.NewUserAsync("dev", before);
        var id = (await user.SendAsync("iam", "ListUsers")).AuthorizationId();
        await root.PutPolicyAsync("dev", Documents.Allow("iam:ListUsers"));
        var uri = (await root.DetailsAsync(id)).GetProperty("policies")[0].Text("uri");
        var path = $"/authorization-details/{id}/policy?policyUri={Uri.EscapeDataString(uri)}";
        var policy = await root.RestAsync("iam", "GET", path);
        Assert.Equal(before, policy.Body.GetProperty("policyDocument").GetRawText());
        Assert.Equal("ResourceNotFoundException", (await root.RestAsync("iam", "GET", path + "x")).Code());
        Assert.Equal("ResourceNotFoundException", (await (await server.NewAccountAsync()).RestAsync("iam", "GET", path)).Code());
    }

    static string TypeOf(JsonElement details, string uri) =>
        details.GetProperty("policies").EnumerateArray().Single(policy => policy.Text("uri") == uri).Text("type");
}
