using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>Trusted services, delegated administrators, the resource policy, tags and transfers.</summary>
[Collection(ServerCollection.Name)]
public class DelegationTests(TestServer server)
{
    const string Service = "guardduty.amazonaws.com";

    [Fact]
    public async Task A_delegated_administrator_reads_the_organization_and_writes_nothing()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        object Of(string account) => new { AccountId = account, ServicePrincipal = Service };
        await management.OrgRefused(
            "ConstraintViolationException",
            "SERVICE_ACCESS_NOT_ENABLED",
            "RegisterDelegatedAdministrator",
            Of(member.AccountId),
            "You must enable service access before you delegate an administrator for this service. Call the AWS API "
                + "EnableAWSServiceAccess first."
        );
        await management.OrgRefused(
            "InvalidInputException",
            "UNRECOGNIZED_SERVICE_PRINCIPAL",
            "EnableAWSServiceAccess",
            new { ServicePrincipal = "guardduty" }
        );
        await management.Org("EnableAWSServiceAccess", new { ServicePrincipal = Service });
        Assert.Equal(
            [Service],
            (await management.Org("ListAWSServiceAccessForOrganization")).Ids("EnabledServicePrincipals", "ServicePrincipal")
        );
        await management.OrgRefused(
            "ConstraintViolationException",
            "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
            "RegisterDelegatedAdministrator",
            Of(management.AccountId)
        );
        await management.OrgRefused("AccountNotRegisteredException", null, "DeregisterDelegatedAdministrator", Of(member.AccountId));
        await member.OrgRefused("AccessDeniedException", null, "ListAccounts");
        await management.Org("RegisterDelegatedAdministrator", Of(member.AccountId));
        await management.OrgRefused("AccountAlreadyRegisteredException", null, "RegisterDelegatedAdministrator", Of(member.AccountId));
        Assert.Equal(2, (await member.Org("ListAccounts")).Ids("Accounts").Count);
        await member.OrgRefused(
            "AccessDeniedException",
            null,
            "CreatePolicy",
            new
            {
                Name = "p",
                Description = "",
                Type = OrganizationCalls.Scp,
                Content = Documents.Deny("s3:*"),
            }
        );
        Assert.Equal(
            [member.AccountId],
            (await management.Org("ListDelegatedAdministrators", new { ServicePrincipal = Service })).Ids("DelegatedAdministrators")
        );
        Assert.Equal(
            [Service],
            (await management.Org("ListDelegatedServicesForAccount", new { member.AccountId })).Ids("DelegatedServices", "ServicePrincipal")
        );
        await management.OrgRefused(
            "ConstraintViolationException",
            "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
            "RemoveAccountFromOrganization",
            new { member.AccountId }
        );
        await management.OrgRefused(
            "ConstraintViolationException",
            "DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE",
            "DisableAWSServiceAccess",
            new { ServicePrincipal = Service }
        );
        await management.Org("DeregisterDelegatedAdministrator", Of(member.AccountId));
        await member.OrgRefused("AccessDeniedException", null, "ListAccounts");
        await management.Org("DisableAWSServiceAccess", new { ServicePrincipal = Service });
    }

    [Fact]
    public async Task The_resource_policy_lets_a_member_administer_what_it_says()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        string Allowing(string action, string? account = null) =>
            $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{account ?? member.AccountId}}"},
                 "Action":"{{action}}","Resource":"*"}]}
                """;
        await management.OrgRefused("ResourcePolicyNotFoundException", null, "DescribeResourcePolicy");
        await management.OrgRefused("InvalidInputException", "INVALID_RESOURCE_POLICY_JSON", "PutResourcePolicy", new { Content = "{" });
        await management.OrgRefused(
            "InvalidInputException",
            "INVALID_PRINCIPAL",
            "PutResourcePolicy",
            new { Content = Allowing("organizations:ListPolicies", "999999999999") }
        );
        await management.OrgRefused(
            "InvalidInputException",
            "UNSUPPORTED_ACTION_IN_RESOURCE_POLICY",
            "PutResourcePolicy",
            new { Content = Allowing("organizations:CloseAccount") }
        );
        var put = (await management.Org("PutResourcePolicy", new { Content = Allowing("organizations:CreatePolicy") }))!["ResourcePolicy"]![
            "ResourcePolicySummary"
        ]!;
        Assert.Matches("^rp-[a-z0-9]{8}$", (string)put["Id"]!);
        var mine = await member.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*"));
        await member.OrgRefused(
            "AccessDeniedException",
            null,
            "DeletePolicy",
            new { PolicyId = mine },
            "You don't have permissions to access this resource."
        );
        await member.OrgRefused("AccessDeniedException", null, "ListPolicies", new { Filter = OrganizationCalls.Scp });
        // Both sides: a user of the member needs a policy of its own as well.
        var user = await member.NewUserAsync("user");
        await user.OrgRefused(
            "AccessDeniedException",
            null,
            "CreatePolicy",
            new
            {
                Name = "q",
                Description = "",
                Type = OrganizationCalls.Scp,
                Content = Documents.Deny("s3:*"),
            }
        );
        await management.Org("TagResource", new { ResourceId = (string)put["Id"]!, Tags = new[] { new { Key = "a", Value = "b" } } });
        await management.Org("DeleteResourcePolicy");
        await member.OrgRefused(
            "AccessDeniedException",
            null,
            "CreatePolicy",
            new
            {
                Name = "q",
                Description = "",
                Type = OrganizationCalls.Scp,
                Content = Documents.Deny("s3:*"),
            }
        );
    }

    [Fact]
    public async Task Tags_are_added_replaced_and_removed()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        object Tagging(params (string, string)[] tags) =>
            new { ResourceId = root, Tags = tags.Select(tag => new { Key = tag.Item1, Value = tag.Item2 }) };
        await management.Org("TagResource", Tagging(("a", "1"), ("b", "2")));
        await management.Org("TagResource", Tagging(("a", "3")));
        Assert.Equal(["a", "b"], (await management.Org("ListTagsForResource", new { ResourceId = root })).Ids("Tags", "Key"));
        await management.OrgRefused("InvalidInputException", "DUPLICATE_TAG_KEY", "TagResource", Tagging(("x", "1"), ("x", "2")));
        await management.OrgRefused("InvalidInputException", "DUPLICATE_TAG_KEY", "TagResource", Tagging(("x", "1"), ("X", "2")));
        await management.OrgRefused("InvalidInputException", "DUPLICATE_TAG_KEY", "TagResource", Tagging(("A", "2")));
        await management.OrgRefused("InvalidInputException", "INVALID_SYSTEM_TAGS_PARAMETER", "TagResource", Tagging(("x", "aws:1")));
        await management.OrgRefused("InvalidInputException", "INVALID_SYSTEM_TAGS_PARAMETER", "TagResource", Tagging(("aws:x", "1")));
        await management.OrgRefused(
            "ConstraintViolationException",
            "MAX_TAG_LIMIT_EXCEEDED",
            "TagResource",
            Tagging([.. Enumerable.Range(0, 49).Select(i => ($"k{i}", "v"))])
        );
        await management.Org("UntagResource", new { ResourceId = root, TagKeys = new[] { "a", "nothing" } });
        Assert.Equal(["b"], (await management.Org("ListTagsForResource", new { ResourceId = root })).Ids("Tags", "Key"));
        await management.OrgRefused(
            "TargetNotFoundException",
            null,
            "TagResource",
            new { ResourceId = "ou-zzzz-zzzzzzzz", Tags = new[] { new { Key = "a", Value = "b" } } }
        );
    }

    [Fact]
    public async Task A_transfer_of_responsibility_is_asked_for_accepted_and_ended()
    {
        var partner = await server.NewOrganizationAsync();
        var customer = await server.NewOrganizationAsync();
        var member = await customer.InviteAsync(server);
        var now = server.Clock.GetUtcNow();
        var start = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(2).ToUnixTimeSeconds();
        object Invitation(string account, long at) =>
            new
            {
                Type = "BILLING",
                Target = new { Type = "ACCOUNT", Id = account },
                SourceName = "customer",
                StartTimestamp = at,
            };
        await partner.OrgRefused(
            "InvalidInputException",
            "TARGET_NOT_SUPPORTED",
            "InviteOrganizationToTransferResponsibility",
            Invitation(member.AccountId, start)
        );
        await partner.OrgRefused(
            "InvalidInputException",
            "START_DATE_NOT_BEGINNING_OF_MONTH",
            "InviteOrganizationToTransferResponsibility",
            Invitation(customer.AccountId, start + 86_400)
        );
        await partner.OrgRefused(
            "HandshakeConstraintViolationException",
            "SOURCE_AND_TARGET_CANNOT_MATCH",
            "InviteOrganizationToTransferResponsibility",
            Invitation(partner.AccountId, start)
        );
        var handshake = (await partner.Org("InviteOrganizationToTransferResponsibility", Invitation(customer.AccountId, start)))![
            "Handshake"
        ]!;
        await partner.OrgRefused(
            "HandshakeConstraintViolationException",
            "RESPONSIBILITY_TRANSFER_ALREADY_EXISTS",
            "InviteOrganizationToTransferResponsibility",
            Invitation(customer.AccountId, start)
        );
        var inbound = (await partner.Org("ListInboundResponsibilityTransfers", new { Type = "BILLING" }))!["ResponsibilityTransfers"]![0]!;
        var outbound = (await customer.Org("ListOutboundResponsibilityTransfers", new { Type = "BILLING" }))!["ResponsibilityTransfers"]![
            0
        ]!;
        var id = (string)inbound["Id"]!;
        Assert.Equal(
            (id, "REQUESTED", (string)handshake["Id"]!),
            ((string)outbound["Id"]!, (string)outbound["Status"]!, (string)outbound["ActiveHandshakeId"]!)
        );
        await partner.OrgRefused(
            "InvalidResponsibilityTransferTransitionException",
            null,
            "TerminateResponsibilityTransfer",
            new { Id = id }
        );
        await customer.Org("AcceptHandshake", new { HandshakeId = (string)handshake["Id"]! });
        await partner.Org("UpdateResponsibilityTransfer", new { Id = id, Name = "renamed" });
        await customer.OrgRefused(
            "ResponsibilityTransferNotFoundException",
            null,
            "UpdateResponsibilityTransfer",
            new { Id = id, Name = "mine" }
        );
        Assert.Equal(
            "ACCEPTED",
            (string)(await customer.Org("DescribeResponsibilityTransfer", new { Id = id }))!["ResponsibilityTransfer"]!["Status"]!
        );
        var stranger = await server.NewOrganizationAsync();
        await stranger.OrgRefused("ResponsibilityTransferNotFoundException", null, "DescribeResponsibilityTransfer", new { Id = id });
        await customer.Org("TerminateResponsibilityTransfer", new { Id = id });
        await partner.OrgRefused(
            "ResponsibilityTransferAlreadyInStatusException",
            null,
            "TerminateResponsibilityTransfer",
            new { Id = id }
        );
    }
}
