using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Delegation;

[Operation]
static class ListAWSServiceAccessForOrganization
{
    public static Access Requires(ListAWSServiceAccessForOrganizationRequest r, Call c) =>
        Administration.Access(c, Actions.ListAWSServiceAccessForOrganization, AllowedCallers.DelegatedAdministrators);

    public static ListAWSServiceAccessForOrganizationResponse Execute(ListAWSServiceAccessForOrganizationRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var page = Page.Sorted(organization.Settings!.TrustedServices, service => service.Principal, r.NextToken, r.MaxResults);
        return new()
        {
            EnabledServicePrincipals = page.Select(service => new EnabledServicePrincipal
            {
                ServicePrincipal = service.Principal,
                DateEnabled = service.Since,
            }).Items,
            NextToken = page.NextToken,
        };
    }
}
