using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

[Operation]
static class ListTargetsForPolicy
{
    public static Access Requires(ListTargetsForPolicyRequest r, Call c) =>
        AccessTo.Policy(c, Actions.ListTargetsForPolicy, AllowedCallers.DelegatedAdministrators, r.PolicyId);

    public static ListTargetsForPolicyResponse Execute(ListTargetsForPolicyRequest r, Call c)
    {
        var organization = Administration.Organization(c, AllowedCallers.DelegatedAdministrators);
        var policy = PolicyTypes.Find(organization, r.PolicyId);
        var page = Page.Take(After(organization, policy, Page.Start(r.NextToken)), r.MaxResults, target => target.Id);
        return new() { Targets = page.Select(target => Answers.TargetOf(organization, target)).Items, NextToken = page.NextToken };
    }

    /// <summary>Sorted by id, which puts accounts first.</summary>
    static IEnumerable<PolicyTarget> After(Core.Organizations.Organization organization, PolicySummary policy, string? after)
    {
        if (policy.AwsManaged != true)
            return organization
                .TargetsOf(policy.Id!)
                .Where(id => after is null || string.CompareOrdinal(id, after) > 0)
                .Select(organization.FindTarget)
                .OfType<PolicyTarget>();
        return organization.IsEnabled(policy.Type!)
            ? organization
                .Members.After(after)
                .Concat<PolicyTarget>(organization.Units.After(after))
                .Where(target => ControlPolicies.IsFullAccessAttached(target, policy.Type!))
            : [];
    }
}
