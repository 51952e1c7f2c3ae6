using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ManagedPolicies;

[Collection(ServerCollection.Name)]
public class SetDefaultPolicyVersionTests(TestServer server)
{
    [Fact]
    public async Task The_version_takes_effect_on_the_next_call()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p", Documents.Allow("iam:ListUsers"));
        await root.Iam("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", Documents.Deny("*")));
        var user = await root.NewUserAsync("x");
        await root.Iam("AttachUserPolicy", ("UserName", "x"), ("PolicyArn", arn));
        await user.Iam("ListUsers");
        await root.Iam("SetDefaultPolicyVersion", ("PolicyArn", arn), ("VersionId", "v2"));
        await user.Refused("AccessDenied", null, "ListUsers");
        Assert.Equal(["true", "false"], (await root.Iam("ListPolicyVersions", ("PolicyArn", arn))).All("IsDefaultVersion"));
        await root.Iam("SetDefaultPolicyVersion", ("PolicyArn", arn), ("VersionId", "v1"));
        await user.Iam("ListUsers");
    }

    /// <summary><see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html"/>: UpdateDate.</summary>
    [Fact]
    public async Task The_update_date_is_when_the_newest_version_was_made()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        async Task<string> UpdatedAsync() => (await root.Iam("GetPolicy", ("PolicyArn", arn))).Text("UpdateDate");
        var first = await UpdatedAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        await root.Iam("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", Documents.Deny("*")));
        var second = await UpdatedAsync();
        Assert.NotEqual(first, second);
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        await root.Iam("SetDefaultPolicyVersion", ("PolicyArn", arn), ("VersionId", "v2"));
        await root.Iam("DeletePolicyVersion", ("PolicyArn", arn), ("VersionId", "v1"));
        Assert.Equal(second, await UpdatedAsync());
    }

    [Fact]
    public async Task What_is_not_there_or_not_the_accounts_own_is_refused()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        await root.Refused(
            "NoSuchEntity",
            $"Policy {arn} version v4 does not exist or is not attachable.",
            "SetDefaultPolicyVersion",
            ("PolicyArn", arn),
            ("VersionId", "v4")
        );
        await root.Refused(
            "NoSuchEntity",
            $"Policy {root.Arn("policy/none")} version v1 does not exist or is not attachable.",
            "SetDefaultPolicyVersion",
            ("PolicyArn", root.Arn("policy/none")),
            ("VersionId", "v1")
        );
        await root.Refused(
            "AccessDenied",
            "Policy is outside your own account.",
            "SetDefaultPolicyVersion",
            ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
            ("VersionId", "v1")
        );
        await root.Refused("ValidationError", null, "SetDefaultPolicyVersion", ("PolicyArn", arn), ("VersionId", "invalid"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_policy()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        await root.NeedsExactlyAsync("SetDefaultPolicyVersion", arn, $"policy {arn}", ("PolicyArn", arn), ("VersionId", "v1"));
    }
}
