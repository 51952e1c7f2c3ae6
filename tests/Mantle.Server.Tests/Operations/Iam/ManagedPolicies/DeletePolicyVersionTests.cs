using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ManagedPolicies;

[Collection(ServerCollection.Name)]
public class DeletePolicyVersionTests(TestServer server)
{
    [Fact]
    public async Task The_default_version_goes_only_with_the_policy()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        await root.Iam("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", IamCalls.AnyPolicy));
        await root.Refused(
            "DeleteConflict",
            "Cannot delete the default version of a policy.",
            "DeletePolicyVersion",
            ("PolicyArn", arn),
            ("VersionId", "v1")
        );
        await root.Iam("DeletePolicyVersion", ("PolicyArn", arn), ("VersionId", "v2"));
        Assert.Equal(["v1"], (await root.Iam("ListPolicyVersions", ("PolicyArn", arn))).All("VersionId"));
        await root.Refused(
            "NoSuchEntity",
            $"Policy {arn} version v2 does not exist or is not attachable.",
            "DeletePolicyVersion",
            ("PolicyArn", arn),
            ("VersionId", "v2")
        );
    }

    [Fact]
    public async Task A_missing_policy_and_one_of_aws_are_refused()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "NoSuchEntity",
            $"Policy {root.Arn("policy/none")} version v1 does not exist or is not attachable.",
            "DeletePolicyVersion",
            ("PolicyArn", root.Arn("policy/none")),
            ("VersionId", "v1")
        );
        await root.Refused(
            "AccessDenied",
            "Policy is outside your own account.",
            "DeletePolicyVersion",
            ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
            ("VersionId", "v1")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_policy()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        await root.Iam("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", IamCalls.AnyPolicy));
        await root.NeedsExactlyAsync("DeletePolicyVersion", arn, $"policy {arn}", ("PolicyArn", arn), ("VersionId", "v2"));
    }
}
