using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

/// <summary>Lists the policies that are attached to the target itself, not those that it inherits.</summary>
[Operation]
static class ListPoliciesForTarget
{
    public static Access Requires(ListPoliciesForTargetRequest r, Call c) =>
        AccessTo.Of(c, Actions.ListPoliciesForTarget, AllowedCallers.DelegatedAdministrators, r.TargetId).OfType(r.Filter);

    public static ListPoliciesForTargetResponse Execute(ListPoliciesForTargetRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var target = Existing.PolicyTarget(organization, r.TargetId);
        var page = Page.Sorted(PolicyTypes.Attached(organization, target, r.Filter), policy => policy.Id!, r.NextToken, r.MaxResults);
        return new() { Policies = page.Items, NextToken = page.NextToken };
    }
}
