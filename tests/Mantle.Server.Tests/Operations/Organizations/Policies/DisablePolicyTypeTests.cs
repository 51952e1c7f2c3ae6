using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations.Policies;

[Collection(ServerCollection.Name)]
public class DisablePolicyTypeTests(TestServer server)
{
    [Fact]
    public async Task Disabling_a_type_detaches_its_policies()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(root);
        await management.OrgRefused(
            "PolicyTypeNotEnabledException",
            null,
            "DisablePolicyType",
            new { RootId = root, PolicyType = OrganizationCalls.Scp }
        );
        await management.EnableAsync(OrganizationCalls.Scp);
        var policy = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Allow("s3:*"));
        await management.AttachAsync(policy, unit);
        await management.Org("DetachPolicy", new { PolicyId = OrganizationCalls.FullAccess, TargetId = unit });
        await management.Org("DisablePolicyType", new { RootId = root, PolicyType = OrganizationCalls.Scp });
        await management.EnableAsync(OrganizationCalls.Scp);
        Assert.Equal(
            [OrganizationCalls.FullAccess],
            (await management.Org("ListPoliciesForTarget", new { TargetId = unit, Filter = OrganizationCalls.Scp })).Ids("Policies")
        );
        await management.Org("DeletePolicy", new { PolicyId = policy });
        await management.OrgRefused(
            "RootNotFoundException",
            null,
            "EnablePolicyType",
            new { RootId = "r-zzzz", PolicyType = OrganizationCalls.Rcp }
        );
    }
}
