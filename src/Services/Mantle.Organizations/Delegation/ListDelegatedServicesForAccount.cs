using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Delegation;

[Operation]
static class ListDelegatedServicesForAccount
{
    public static Access Requires(ListDelegatedServicesForAccountRequest r, Call c) =>
        AccessTo.Of(c, Actions.ListDelegatedServicesForAccount, AllowedCallers.DelegatedAdministrators, r.AccountId);

    public static ListDelegatedServicesForAccountResponse Execute(ListDelegatedServicesForAccountRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var member = Existing.Member(organization, r.AccountId);
        var delegation =
            organization.Delegations.Find(member.Id)
            ?? throw Errors.AccountNotRegisteredException(
                "The provided account is not a registered delegated administrator for your organization."
            );
        var page = Page.Sorted(delegation.Services, service => service.Principal, r.NextToken, r.MaxResults);
        return new()
        {
            DelegatedServices = page.Select(service => new DelegatedService
            {
                ServicePrincipal = service.Principal,
                DelegationEnabledDate = service.Since,
            }).Items,
            NextToken = page.NextToken,
        };
    }
}
