using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>Policies: what they may say, and where they may be attached.</summary>
[Collection(ServerCollection.Name)]
public class PolicyTests(TestServer server)
{
    [Fact]
    public async Task A_policy_is_made_read_changed_and_deleted()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var id = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*"), "guard");
        var policy = (await management.Org("DescribePolicy", new { PolicyId = id }))!["Policy"]!;
        Assert.Equal(Documents.Deny("s3:*"), (string)policy["Content"]!);
        Assert.Equal($"arn:aws:organizations::{management.AccountId}:policy/{await management.OrganizationIdAsync()}/service_control_policy/{id}", (string)policy["PolicySummary"]!["Arn"]!);
        await management.OrgRefused("DuplicatePolicyException", null, "CreatePolicy", new { Name = "guard", Description = "", Type = OrganizationCalls.Scp, Content = Documents.Deny("s3:*") });
        await management.Org("UpdatePolicy", new { PolicyId = id, Name = "other", Description = "why" });
        var other = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*"), "guard");
        await management.OrgRefused("DuplicatePolicyException", null, "UpdatePolicy", new { PolicyId = other, Name = "other" });
        Assert.Equal([id, other, OrganizationCalls.FullAccess], (await management.Org("ListPolicies", new { Filter = OrganizationCalls.Scp })).Ids("Policies").OrderBy(p => p == OrganizationCalls.FullAccess ? 2 : p == id ? 0 : 1));
        await management.OrgRefused("PolicyTypeNotEnabledException", null, "AttachPolicy", new { PolicyId = id, TargetId = root });
        await management.EnableAsync(OrganizationCalls.Scp);
        await management.OrgRefused("PolicyTypeAlreadyEnabledException", null, "EnablePolicyType", new { RootId = root, PolicyType = OrganizationCalls.Scp });
        await management.AttachAsync(id, root);
        await management.OrgRefused("DuplicatePolicyAttachmentException", null, "AttachPolicy", new { PolicyId = id, TargetId = root });
        await management.OrgRefused("PolicyInUseException", null, "DeletePolicy", new { PolicyId = id });
        Assert.Equal([root], (await management.Org("ListTargetsForPolicy", new { PolicyId = id })).Ids("Targets", "TargetId"));
        await management.Org("DetachPolicy", new { PolicyId = id, TargetId = root });
        await management.OrgRefused("PolicyNotAttachedException", null, "DetachPolicy", new { PolicyId = id, TargetId = root });
        await management.Org("DeletePolicy", new { PolicyId = id });
        await management.OrgRefused("PolicyNotFoundException", null, "DescribePolicy", new { PolicyId = id });
    }

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

    [Fact]
    public async Task AWSs_own_policies_are_on_everything_and_cannot_be_changed()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(root);
        Assert.Equal([], (await management.Org("ListTargetsForPolicy", new { PolicyId = OrganizationCalls.FullAccess })).Ids("Targets", "TargetId"));
        await management.EnableAsync(OrganizationCalls.Scp);
        await management.EnableAsync(OrganizationCalls.Rcp);
        foreach (var (id, type) in new[] { (OrganizationCalls.FullAccess, OrganizationCalls.Scp), ("p-RCPFullAWSAccess", OrganizationCalls.Rcp) })
        {
            Assert.Equal([management.AccountId, unit, root], (await management.Org("ListTargetsForPolicy", new { PolicyId = id })).Ids("Targets", "TargetId"));
            Assert.Equal([id], (await management.Org("ListPoliciesForTarget", new { TargetId = unit, Filter = type })).Ids("Policies"));
            await management.OrgRefused("InvalidInputException", "IMMUTABLE_POLICY", "UpdatePolicy", new { PolicyId = id, Name = "mine" });
            await management.OrgRefused("InvalidInputException", "IMMUTABLE_POLICY", "DeletePolicy", new { PolicyId = id });
            await management.OrgRefused("DuplicatePolicyAttachmentException", null, "AttachPolicy", new { PolicyId = id, TargetId = unit });
        }
        await management.OrgRefused("InvalidInputException", "NON_DETACHABLE_POLICY", "DetachPolicy", new { PolicyId = "p-RCPFullAWSAccess", TargetId = unit });
    }

    [Fact]
    public async Task Disabling_a_type_detaches_its_policies()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(root);
        await management.OrgRefused("PolicyTypeNotEnabledException", null, "DisablePolicyType", new { RootId = root, PolicyType = OrganizationCalls.Scp });
        await management.EnableAsync(OrganizationCalls.Scp);
        var policy = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Allow("s3:*"));
        await management.AttachAsync(policy, unit);
        await management.Org("DetachPolicy", new { PolicyId = OrganizationCalls.FullAccess, TargetId = unit });
        await management.Org("DisablePolicyType", new { RootId = root, PolicyType = OrganizationCalls.Scp });
        await management.EnableAsync(OrganizationCalls.Scp);
        Assert.Equal([OrganizationCalls.FullAccess], (await management.Org("ListPoliciesForTarget", new { TargetId = unit, Filter = OrganizationCalls.Scp })).Ids("Policies"));
        await management.Org("DeletePolicy", new { PolicyId = policy });
        await management.OrgRefused("RootNotFoundException", null, "EnablePolicyType", new { RootId = "r-zzzz", PolicyType = OrganizationCalls.Rcp });
    }

    [Theory]
    [InlineData("SERVICE_CONTROL_POLICY", "{}")]
    [InlineData("SERVICE_CONTROL_POLICY", "no json")]
    [InlineData("SERVICE_CONTROL_POLICY", """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""")]
    [InlineData("RESOURCE_CONTROL_POLICY", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}""")]
    [InlineData("RESOURCE_CONTROL_POLICY", """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}""")]
    [InlineData("TAG_POLICY", """{"plans":{}}""")]
    [InlineData("TAG_POLICY", """{"tags":{"a":{"tag_key":"A"}}}""")]
    [InlineData("TAG_POLICY", """{"tags":{"a":{"tag_key":{"@@replace":"A"}}}}""")]
    [InlineData("BACKUP_POLICY", "[]")]
    [InlineData("BACKUP_POLICY", "{\"plans\":{},\"plans\":{}}")]
    public async Task What_is_no_policy_of_the_type_is_malformed(string type, string content)
    {
        var management = await server.NewOrganizationAsync();
        await management.OrgRefused("MalformedPolicyDocumentException", null, "CreatePolicy", new { Name = "p", Description = "", Type = type, Content = content },
            "The provided policy document does not meet the requirements of the specified policy type.");
    }

    [Fact]
    public async Task A_document_has_a_longest_length()
    {
        var management = await server.NewOrganizationAsync();
        var longest = Documents.Deny("s3:*").PadRight(5_120);
        await management.NewOrgPolicyAsync(OrganizationCalls.Scp, longest);
        await management.OrgRefused("ConstraintViolationException", "POLICY_CONTENT_LIMIT_EXCEEDED", "CreatePolicy", new { Name = "p", Description = "", Type = OrganizationCalls.Scp, Content = longest + " " });
    }

    [Fact]
    public async Task The_effective_policy_adds_up_from_the_root_down()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(root);
        var member = await management.NewMemberAsync(unit);
        await management.EnableAsync("TAG_POLICY");
        await member.OrgRefused("EffectivePolicyNotFoundException", null, "DescribeEffectivePolicy", new { PolicyType = "TAG_POLICY" });
        await management.AttachAsync(await management.NewOrgPolicyAsync("TAG_POLICY",
            """{"tags":{"costcenter":{"tag_key":{"@@assign":"CostCenter"},"tag_value":{"@@assign":["Production"]}},"fixed":{"@@operators_allowed_for_child_policies":["@@none"],"tag_key":{"@@assign":"Fixed"},"tag_value":{"@@assign":["A"]}}}}"""), root);
        await management.AttachAsync(await management.NewOrgPolicyAsync("TAG_POLICY",
            """{"tags":{"costcenter":{"tag_value":{"@@append":["Maintenance"]}},"fixed":{"tag_value":{"@@assign":["B"]}}}}"""), unit);
        await management.AttachAsync(await management.NewOrgPolicyAsync("TAG_POLICY",
            """{"tags":{"costcenter":{"tag_value":{"@@append":["Escalations","Production"],"@@remove":["Maintenance"]}}}}"""), member.AccountId);
        var effective = (await member.Org("DescribeEffectivePolicy", new { PolicyType = "TAG_POLICY" }))!["EffectivePolicy"]!;
        Assert.Equal("""{"tags":{"costcenter":{"tag_key":"CostCenter","tag_value":["Production","Escalations"]},"fixed":{"tag_key":"Fixed","tag_value":["A"]}}}""", (string)effective["PolicyContent"]!);
        Assert.Equal(member.AccountId, (string)effective["TargetId"]!);
        Assert.Equal([], (await management.Org("ListAccountsWithInvalidEffectivePolicy", new { PolicyType = "TAG_POLICY" })).Ids("Accounts"));
        await management.AttachAsync(await management.NewOrgPolicyAsync("TAG_POLICY", LargeTagPolicy("a")), member.AccountId);
        Assert.Equal([], (await management.Org("ListAccountsWithInvalidEffectivePolicy", new { PolicyType = "TAG_POLICY" })).Ids("Accounts"));
        await management.AttachAsync(await management.NewOrgPolicyAsync("TAG_POLICY", LargeTagPolicy("b")), member.AccountId);
        Assert.Equal([member.AccountId], (await management.Org("ListAccountsWithInvalidEffectivePolicy", new { PolicyType = "TAG_POLICY" })).Ids("Accounts"));
        Assert.Equal(["CONTENT_TOO_LARGE"], (await management.Org("ListEffectivePolicyValidationErrors", new { member.AccountId, PolicyType = "TAG_POLICY" })).Ids("EffectivePolicyValidationErrors", "ErrorCode"));
        await member.OrgRefused("AccessDeniedException", null, "DescribeEffectivePolicy", new { PolicyType = "TAG_POLICY", TargetId = management.AccountId });
    }
    /// <summary>One of these is a policy, two of them are more than a policy may be.</summary>
    static string LargeTagPolicy(string key) => """{"tags":{"KEY":{"tag_value":{"@@assign":[LIST]}}}}"""
        .Replace("KEY", key, StringComparison.Ordinal)
        .Replace("LIST", string.Join(',', Enumerable.Range(100, 600).Select(i => $"\"value-{key}-{i}\"")), StringComparison.Ordinal);
}
