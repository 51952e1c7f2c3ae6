using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>
/// Services that organizations work with (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html): an
/// unknown one is refused wherever a request names it.
/// </summary>
[Collection(ServerCollection.Name)]
public class ServicePrincipalTests(TestServer server)
{
    [Theory]
    [InlineData("nobody.amazonaws.com")]
    [InlineData("GuardDuty.amazonaws.com")]
    [InlineData("guardduty.example.com")]
    [InlineData(".amazonaws.com")]
    [InlineData("guardduty")]
    public async Task A_service_that_nobody_knows_is_refused(string principal)
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.NewMemberIdAsync();
        foreach (var action in new[] { "EnableAWSServiceAccess", "DisableAWSServiceAccess", "ListDelegatedAdministrators" })
            await RefusedAsync(action, new { ServicePrincipal = principal });
        foreach (var action in new[] { "RegisterDelegatedAdministrator", "DeregisterDelegatedAdministrator" })
            await RefusedAsync(action, new { ServicePrincipal = principal, AccountId = member });

        Task RefusedAsync(string action, object input) =>
            management.OrgRefused(
                "InvalidInputException",
                "UNRECOGNIZED_SERVICE_PRINCIPAL",
                action,
                input,
                "You specified an unrecognized service principal."
            );
    }

    [Theory]
    [InlineData("guardduty.amazonaws.com")]
    [InlineData("sso.amazonaws.com")]
    [InlineData("iam.amazonaws.com")]
    [InlineData("member.org.stacksets.cloudformation.amazonaws.com")]
    [InlineData("reporting.trustedadvisor.amazonaws.com")]
    [InlineData("storage-lens.s3.amazonaws.com")]
    [InlineData("license-manager.member-account.amazonaws.com")]
    [InlineData("config-multiaccountsetup.amazonaws.com")]
    public async Task A_service_that_works_with_organizations_is_known(string principal)
    {
        var management = await server.NewOrganizationAsync();
        await management.Org("EnableAWSServiceAccess", new { ServicePrincipal = principal });
        Assert.Equal(
            [principal],
            (await management.Org("ListAWSServiceAccessForOrganization")).Ids("EnabledServicePrincipals", "ServicePrincipal")
        );
    }

    [Fact]
    public async Task The_management_account_is_no_delegated_administrator_to_take_away()
    {
        var management = await server.NewOrganizationAsync();
        foreach (var action in new[] { "RegisterDelegatedAdministrator", "DeregisterDelegatedAdministrator" })
            await management.OrgRefused(
                "ConstraintViolationException",
                "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
                action,
                new { ServicePrincipal = "guardduty.amazonaws.com", management.AccountId }
            );
        await management.OrgRefused(
            "AccountNotFoundException",
            null,
            "ListDelegatedServicesForAccount",
            new { AccountId = "999999999999" }
        );
    }

    /// <summary>
    /// <see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html"/>
    /// </summary>
    [Fact]
    public async Task Accounts_of_an_organization_have_the_service_linked_role_of_Organizations()
    {
        var management = await server.NewOrganizationAsync();
        foreach (var member in new[] { management, await management.NewMemberAsync(), await management.InviteAsync(server) })
        {
            var role = await member.Iam("GetRole", ("RoleName", "AWSServiceRoleForOrganizations"));
            Assert.Equal(member.Arn("role/aws-service-role/organizations.amazonaws.com/AWSServiceRoleForOrganizations"), role.Text("Arn"));
            Assert.Equal(
                "arn:aws:iam::aws:policy/aws-service-role/AWSOrganizationsServiceTrustPolicy",
                (await member.Iam("ListAttachedRolePolicies", ("RoleName", "AWSServiceRoleForOrganizations"))).Text("PolicyArn")
            );
        }
        // An account that rejoins has the role already.
        var returning = await management.InviteAsync(server);
        await management.Org("RemoveAccountFromOrganization", new { returning.AccountId });
        var handshake = await management.Org(
            "InviteAccountToOrganization",
            new { Target = new { Type = "ACCOUNT", Id = returning.AccountId } }
        );
        await returning.Org("AcceptHandshake", new { HandshakeId = (string)handshake!["Handshake"]!["Id"]! });
    }

    [Fact]
    public async Task The_role_of_a_new_account_has_no_name_of_a_service()
    {
        var management = await server.NewOrganizationAsync();
        await management.OrgRefused(
            "InvalidInputException",
            "INVALID_ROLE_NAME",
            "CreateAccount",
            new
            {
                AccountName = "x",
                Email = $"{Guid.NewGuid():N}@example.com",
                RoleName = "AWSServiceRoleForOrganizations",
            }
        );
    }
}
