using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations.Policies;

[Collection(ServerCollection.Name)]
public class AttachPolicyTests(TestServer server)
{
    [Fact]
    public async Task A_target_has_at_least_one_service_control_policy_and_at_most_five()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        await management.EnableAsync(OrganizationCalls.Scp);
        await management.OrgRefused("ConstraintViolationException", "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", "DetachPolicy", new { PolicyId = OrganizationCalls.FullAccess, TargetId = root },
            "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.");
        for (var i = 0; i < 4; i++)
            await management.AttachAsync(await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*")), root);
        var sixth = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*"));
        await management.OrgRefused("ConstraintViolationException", "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", "AttachPolicy", new { PolicyId = sixth, TargetId = root });
        await management.Org("DetachPolicy", new { PolicyId = OrganizationCalls.FullAccess, TargetId = root });
        await management.AttachAsync(sixth, root);
    }
}
