using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations.Policies;

[Collection(ServerCollection.Name)]
public class AttachPolicyTests(TestServer server)
{
    [Fact]
    public async Task A_target_has_at_least_one_service_control_policy_and_at_most_ten()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        await management.EnableAsync(OrganizationCalls.Scp);
        await management.OrgRefused(
            "ConstraintViolationException",
            "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "DetachPolicy",
            new { PolicyId = OrganizationCalls.FullAccess, TargetId = root },
            "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times."
        );
        for (var i = 0; i < 9; i++)
            await management.AttachAsync(await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*")), root);
        var eleventh = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*"));
        await management.OrgRefused(
            "ConstraintViolationException",
            "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "AttachPolicy",
            new { PolicyId = eleventh, TargetId = root }
        );
        await management.Org("DetachPolicy", new { PolicyId = OrganizationCalls.FullAccess, TargetId = root });
        await management.AttachAsync(eleventh, root);
    }

    [Fact]
    public async Task A_target_has_at_most_five_resource_control_policies()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        await management.EnableAsync(OrganizationCalls.Rcp);
        const string Deny =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:DeleteBucket","Resource":"*"}]}""";
        for (var i = 0; i < 4; i++)
            await management.AttachAsync(await management.NewOrgPolicyAsync(OrganizationCalls.Rcp, Deny), root);
        await management.OrgRefused(
            "ConstraintViolationException",
            "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
            "AttachPolicy",
            new { PolicyId = await management.NewOrgPolicyAsync(OrganizationCalls.Rcp, Deny), TargetId = root }
        );
    }

    /// <summary>
    /// <see href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html#API_AttachPolicy_Errors"/>
    /// </summary>
    [Theory]
    [InlineData("AttachPolicy")]
    [InlineData("DetachPolicy")]
    public async Task A_target_that_is_no_id_has_a_reason_of_its_own(string action)
    {
        var management = await server.NewOrganizationAsync();
        await management.OrgRefused(
            "InvalidInputException",
            "INVALID_PATTERN_TARGET_ID",
            action,
            new { PolicyId = OrganizationCalls.FullAccess, TargetId = "nobody" },
            "You provided a value that does not match the required pattern."
        );
        await management.OrgRefused(
            "InvalidInputException",
            "INVALID_PATTERN",
            action,
            new { PolicyId = "nothing", TargetId = "123456789012" }
        );
        await management.OrgRefused(
            "InvalidInputException",
            "INVALID_PATTERN_TARGET_ID",
            "ListPoliciesForTarget",
            new { Filter = OrganizationCalls.Scp, TargetId = "nobody" }
        );
    }
}
