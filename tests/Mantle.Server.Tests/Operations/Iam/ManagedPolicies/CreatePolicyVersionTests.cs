using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ManagedPolicies;

[Collection(ServerCollection.Name)]
public class CreatePolicyVersionTests(TestServer server)
{
    [Fact]
    public async Task Only_a_version_set_as_default_takes_effect()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p", Documents.Allow("iam:ListUsers"));
        var user = await root.NewUserAsync("x");
        await root.Iam("AttachUserPolicy", ("UserName", "x"), ("PolicyArn", arn));
        var second = await root.Iam("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", Documents.Allow("iam:ListRoles")));
        Assert.Equal("CreateDate IsDefaultVersion VersionId", second.Members("PolicyVersion"));
        Assert.Equal(("v2", "false"), (second.Text("VersionId"), second.Text("IsDefaultVersion")));
        await user.Iam("ListUsers");
        await user.Refused("AccessDenied", null, "ListRoles");
        var third = await root.Iam(
            "CreatePolicyVersion",
            ("PolicyArn", arn),
            ("PolicyDocument", Documents.Allow("iam:ListRoles")),
            ("SetAsDefault", "true")
        );
        Assert.Equal(("v3", "true"), (third.Text("VersionId"), third.Text("IsDefaultVersion")));
        await user.Iam("ListRoles");
        await user.Refused("AccessDenied", null, "ListUsers");
        Assert.Equal("v3", (await root.Iam("GetPolicy", ("PolicyArn", arn))).Text("DefaultVersionId"));
    }

    [Fact]
    public async Task Five_versions_are_the_most_and_their_ids_are_never_used_again()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        for (var i = 2; i <= 5; i++)
            await root.Iam("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", IamCalls.AnyPolicy));
        await root.Refused(
            "LimitExceeded",
            "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
            "CreatePolicyVersion",
            ("PolicyArn", arn),
            ("PolicyDocument", IamCalls.AnyPolicy)
        );
        await root.Iam("DeletePolicyVersion", ("PolicyArn", arn), ("VersionId", "v5"));
        Assert.Equal(
            "v6",
            (await root.Iam("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", IamCalls.AnyPolicy))).Text("VersionId")
        );
    }

    [Fact]
    public async Task What_is_malformed_missing_or_not_the_accounts_own_is_refused()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        await root.Refused(
            "MalformedPolicyDocument",
            "Syntax errors in policy.",
            "CreatePolicyVersion",
            ("PolicyArn", arn),
            ("PolicyDocument", "no json")
        );
        await root.Refused(
            "NoSuchEntity",
            $"Policy {root.Arn("policy/none")} was not found.",
            "CreatePolicyVersion",
            ("PolicyArn", root.Arn("policy/none")),
            ("PolicyDocument", IamCalls.AnyPolicy)
        );
        await root.Refused(
            "AccessDenied",
            "Policy is outside your own account.",
            "CreatePolicyVersion",
            ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
            ("PolicyDocument", IamCalls.AnyPolicy)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_policy()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        await root.NeedsExactlyAsync(
            "CreatePolicyVersion",
            arn,
            $"policy {arn}",
            ("PolicyArn", arn),
            ("PolicyDocument", IamCalls.AnyPolicy)
        );
    }
}
