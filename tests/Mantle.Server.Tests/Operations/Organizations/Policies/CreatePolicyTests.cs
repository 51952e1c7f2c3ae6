using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations.Policies;

/// <summary>The rules for policy documents, and the created policy.</summary>
[Collection(ServerCollection.Name)]
public class CreatePolicyTests(TestServer server)
{
    [Fact]
    public async Task A_policy_is_made_read_changed_and_deleted()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var id = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*"), "guard");
        var policy = (await management.Org("DescribePolicy", new { PolicyId = id }))!["Policy"]!;
        Assert.Equal(Documents.Deny("s3:*"), (string)policy["Content"]!);
        Assert.Equal(
            $"arn:aws:organizations::{management.AccountId}:policy/{await management.OrganizationIdAsync()}/service_control_policy/{id}",
            (string)policy["PolicySummary"]!["Arn"]!
        );
        await management.OrgRefused(
            "DuplicatePolicyException",
            null,
            "CreatePolicy",
            new
            {
                Name = "guard",
                Description = "",
                Type = OrganizationCalls.Scp,
                Content = Documents.Deny("s3:*"),
            }
        );
        await management.Org(
            "UpdatePolicy",
            new
            {
                PolicyId = id,
                Name = "other",
                Description = "why",
            }
        );
        var other = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*"), "guard");
        await management.OrgRefused("DuplicatePolicyException", null, "UpdatePolicy", new { PolicyId = other, Name = "other" });
        Assert.Equal(
            [id, other, OrganizationCalls.FullAccess],
            (await management.Org("ListPolicies", new { Filter = OrganizationCalls.Scp }))
                .Ids("Policies")
                .OrderBy(p =>
                    p == OrganizationCalls.FullAccess ? 2
                    : p == id ? 0
                    : 1
                )
        );
        await management.OrgRefused("PolicyTypeNotEnabledException", null, "AttachPolicy", new { PolicyId = id, TargetId = root });
        await management.EnableAsync(OrganizationCalls.Scp);
        await management.OrgRefused(
            "PolicyTypeAlreadyEnabledException",
            null,
            "EnablePolicyType",
            new { RootId = root, PolicyType = OrganizationCalls.Scp }
        );
        await management.AttachAsync(id, root);
        await management.OrgRefused("DuplicatePolicyAttachmentException", null, "AttachPolicy", new { PolicyId = id, TargetId = root });
        await management.OrgRefused("PolicyInUseException", null, "DeletePolicy", new { PolicyId = id });
        Assert.Equal([root], (await management.Org("ListTargetsForPolicy", new { PolicyId = id })).Ids("Targets", "TargetId"));
        await management.Org("DetachPolicy", new { PolicyId = id, TargetId = root });
        await management.OrgRefused("PolicyNotAttachedException", null, "DetachPolicy", new { PolicyId = id, TargetId = root });
        await management.Org("DeletePolicy", new { PolicyId = id });
        await management.OrgRefused("PolicyNotFoundException", null, "DescribePolicy", new { PolicyId = id });
    }

    [Theory]
    [InlineData("SERVICE_CONTROL_POLICY", "{}")]
    [InlineData("SERVICE_CONTROL_POLICY", "no json")]
    [InlineData(
        "SERVICE_CONTROL_POLICY",
        """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}"""
    )]
    [InlineData(
        "RESOURCE_CONTROL_POLICY",
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}"""
    )]
    [InlineData("RESOURCE_CONTROL_POLICY", """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}""")]
    [InlineData("TAG_POLICY", """{"plans":{}}""")]
    [InlineData("TAG_POLICY", """{"tags":{"a":{"tag_key":"A"}}}""")]
    [InlineData("TAG_POLICY", """{"tags":{"a":{"tag_key":{"@@replace":"A"}}}}""")]
    [InlineData("BACKUP_POLICY", "[]")]
    [InlineData("BACKUP_POLICY", "{\"plans\":{},\"plans\":{}}")]
    public async Task What_is_no_policy_of_the_type_is_malformed(string type, string content)
    {
        var management = await server.NewOrganizationAsync();
        await management.OrgRefused(
            "MalformedPolicyDocumentException",
            null,
            "CreatePolicy",
            new
            {
                Name = "p",
                Description = "",
                Type = type,
                Content = content,
            },
            "The provided policy document does not meet the requirements of the specified policy type."
        );
    }

    /// <summary>
    /// <see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"/>; that of service
    /// control policies was doubled on 15 May 2026.
    /// </summary>
    [Theory]
    [InlineData("SERVICE_CONTROL_POLICY", 10_240)]
    [InlineData("RESOURCE_CONTROL_POLICY", 5_120)]
    [InlineData("AISERVICES_OPT_OUT_POLICY", 2_500)]
    [InlineData("TAG_POLICY", 10_000)]
    public async Task A_document_has_a_longest_length(string type, int length)
    {
        var management = await server.NewOrganizationAsync();
        var longest = (
            type switch
            {
                OrganizationCalls.Scp => Documents.Deny("s3:*"),
                OrganizationCalls.Rcp =>
                    """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}""",
                "TAG_POLICY" => """{"tags":{"a":{"tag_key":{"@@assign":"A"}}}}""",
                _ => """{"services":{"default":{"opt_out_policy":{"@@assign":"optOut"}}}}""",
            }
        ).PadRight(length);
        await management.NewOrgPolicyAsync(type, longest);
        await management.OrgRefused(
            "ConstraintViolationException",
            "POLICY_CONTENT_LIMIT_EXCEEDED",
            "CreatePolicy",
            new
            {
                Name = "p",
                Description = "",
                Type = type,
                Content = longest + " ",
            }
        );
    }
}
