using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Delegation;

[Operation]
static class ListDelegatedAdministrators
{
    public static Access Requires(ListDelegatedAdministratorsRequest r, Call c) =>
        Administration
            .Access(c, Actions.ListDelegatedAdministrators, AllowedCallers.DelegatedAdministrators)
            .ForService(r.ServicePrincipal);

    public static ListDelegatedAdministratorsResponse Execute(ListDelegatedAdministratorsRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var principal = r.ServicePrincipal is { } name ? ServicePrincipals.Checked(name) : null;
        var wanted = organization
            .Delegations.After(Page.Start(r.NextToken))
            .Where(delegation => principal is null || delegation.IsFor(principal));
        var page = Page.Take(wanted, r.MaxResults, delegation => delegation.AccountId);
        return new()
        {
            DelegatedAdministrators = page.Select(delegation => Shape(organization, delegation)).Items,
            NextToken = page.NextToken,
        };
    }

    static DelegatedAdministrator Shape(Core.Organizations.Organization organization, Core.Organizations.Delegation delegation)
    {
        var account = Answers.Of(organization, organization.Members.Find(delegation.AccountId)!);
        return new()
        {
            Id = account.Id,
            Arn = account.Arn,
            Name = account.Name,
            Email = account.Email,
            Status = account.Status,
            State = account.State,
            JoinedMethod = account.JoinedMethod,
            JoinedTimestamp = account.JoinedTimestamp,
            DelegationEnabledDate = delegation.Since,
        };
    }
}
