using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ManagedPolicies;

[Collection(ServerCollection.Name)]
public class DeletePolicyTests(TestServer server)
{
    [Fact]
    public async Task A_policy_in_use_or_with_further_versions_is_kept()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        await root.Iam("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", IamCalls.AnyPolicy));
        await root.Iam("CreateUser", ("UserName", "x"), ("PermissionsBoundary", arn));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Iam("AttachGroupPolicy", ("GroupName", "g"), ("PolicyArn", arn));

        await root.Refused("DeleteConflict", "Cannot delete a policy attached to entities.", "DeletePolicy", ("PolicyArn", arn));
        await root.Iam("DetachGroupPolicy", ("GroupName", "g"), ("PolicyArn", arn));
        await root.Refused("DeleteConflict", "Cannot delete a policy attached to entities.", "DeletePolicy", ("PolicyArn", arn));
        await root.Iam("DeleteUserPermissionsBoundary", ("UserName", "x"));
        await root.Refused(
            "DeleteConflict",
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The "
                + "default version is deleted with the policy.",
            "DeletePolicy",
            ("PolicyArn", arn)
        );
        await root.Iam("DeletePolicyVersion", ("PolicyArn", arn), ("VersionId", "v2"));
        await root.Iam("DeletePolicy", ("PolicyArn", arn));
        await root.Refused("NoSuchEntity", $"Policy {arn} was not found.", "DeletePolicy", ("PolicyArn", arn));
    }

    [Fact]
    public async Task A_policy_of_aws_cannot_be_deleted()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "AccessDenied",
            "Policy is outside your own account.",
            "DeletePolicy",
            ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_policy()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p", path: "/x/");
        await root.NeedsExactlyAsync("DeletePolicy", arn, $"policy {arn}", ("PolicyArn", arn));
    }
}
