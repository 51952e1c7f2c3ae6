using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations.Policies;

[Collection(ServerCollection.Name)]
public class ListTargetsForPolicyTests(TestServer server)
{
    [Fact]
    public async Task AWSs_own_policies_are_on_everything_and_cannot_be_changed()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(root);
        Assert.Equal(
            [],
            (await management.Org("ListTargetsForPolicy", new { PolicyId = OrganizationCalls.FullAccess })).Ids("Targets", "TargetId")
        );
        await management.EnableAsync(OrganizationCalls.Scp);
        await management.EnableAsync(OrganizationCalls.Rcp);
        foreach (
            var (id, type) in new[] { (OrganizationCalls.FullAccess, OrganizationCalls.Scp), ("p-RCPFullAWSAccess", OrganizationCalls.Rcp) }
        )
        {
            Assert.Equal(
                [management.AccountId, unit, root],
                (await management.Org("ListTargetsForPolicy", new { PolicyId = id })).Ids("Targets", "TargetId")
            );
            Assert.Equal([id], (await management.Org("ListPoliciesForTarget", new { TargetId = unit, Filter = type })).Ids("Policies"));
            await management.OrgRefused("InvalidInputException", "IMMUTABLE_POLICY", "UpdatePolicy", new { PolicyId = id, Name = "mine" });
            await management.OrgRefused("InvalidInputException", "IMMUTABLE_POLICY", "DeletePolicy", new { PolicyId = id });
            await management.OrgRefused("DuplicatePolicyAttachmentException", null, "AttachPolicy", new { PolicyId = id, TargetId = unit });
        }
        await management.OrgRefused(
            "InvalidInputException",
            "NON_DETACHABLE_POLICY",
            "DetachPolicy",
            new { PolicyId = "p-RCPFullAWSAccess", TargetId = unit }
        );
    }
}
