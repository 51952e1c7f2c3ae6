using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

/// <summary>Every account may read its own effective policy.</summary>
[Operation]
static class DescribeEffectivePolicy
{
    public static Access Requires(DescribeEffectivePolicyRequest r, Call c) =>
        AccessTo.Of(c, Actions.DescribeEffectivePolicy, ReachOf(r.TargetId, c), r.TargetId ?? c.Account.Id).OfType(r.PolicyType);

    public static DescribeEffectivePolicyResponse Execute(DescribeEffectivePolicyRequest r, Call c)
    {
        var organization = Administration.Organization(c, ReachOf(r.TargetId, c));
        PolicyTypes.RequireAvailable(organization);
        var account = EffectivePolicies.Account(organization, r.TargetId, c.Account.Id);
        var effective = EffectivePolicies.Of(organization, account, r.PolicyType) ?? throw EffectivePolicies.NotFound();
        return new()
        {
            EffectivePolicy = new()
            {
                PolicyContent = effective.Text,
                LastUpdatedTimestamp = effective.UpdatedAt,
                TargetId = account.Id,
                PolicyType = r.PolicyType,
            },
        };
    }

    static AllowedCallers ReachOf(string? targetId, Call c) =>
        targetId is null || targetId == c.Account.Id ? AllowedCallers.Everyone : AllowedCallers.DelegatedAdministrators;
}
