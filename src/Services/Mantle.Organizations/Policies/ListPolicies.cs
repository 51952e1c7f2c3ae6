using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

[Operation]
static class ListPolicies
{
    public static Access Requires(ListPoliciesRequest r, Call c) =>
        Administration.Access(c, Actions.ListPolicies, AllowedCallers.DelegatedAdministrators).OfType(r.Filter);

    public static ListPoliciesResponse Execute(ListPoliciesRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var policies = organization
            .Policies.All.Where(policy => policy.Type == r.Filter)
            .Select(policy => Answers.Of(organization, policy));
        if (ControlPolicies.Are(r.Filter))
            policies = policies.Append(Answers.Of(ControlPolicies.FullAccess(r.Filter)));
        var page = Page.Sorted(policies, policy => policy.Id!, r.NextToken, r.MaxResults);
        return new() { Policies = page.Items, NextToken = page.NextToken };
    }
}
