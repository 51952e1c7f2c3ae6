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
        // What a statement leaves out cannot be delegated
        // (https://docs.aws.amazon.com/organizations/latest/userguide/orgs-policy-delegate-update.html).
        foreach (
            var (element, reason) in new[]
            {
                ("\"Action\"", "UNSUPPORTED_ACTION_IN_RESOURCE_POLICY"),
                ("\"Resource\"", "UNSUPPORTED_RESOURCE_IN_RESOURCE_POLICY"),
                ("\"Principal\"", "INVALID_PRINCIPAL"),
            }
        )
            await management.OrgRefused(
                "InvalidInputException",
                reason,
                "PutResourcePolicy",
                new
                {
                    Content = Allowing("organizations:ListPolicies").Replace(element, element.Insert(1, "Not"), StringComparison.Ordinal),
                }
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
        // Both sides must allow it: a user of the member needs a policy of its own too.
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
}
