using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Policies;

/// <summary>Disabling a type detaches its policies. When the type is enabled again, only AWS's own policy is attached.</summary>
[Operation]
static class DisablePolicyType
{
    public static Access Requires(DisablePolicyTypeRequest r, Call c) =>
        AccessTo.Of(c, Actions.DisablePolicyType, AllowedCallers.PolicyAdministrators, r.RootId).OfType(r.PolicyType);

    public static WriteTarget Writes(DisablePolicyTypeRequest r, Call c) => Administration.Writes(c);

    public static DisablePolicyTypeResponse Execute(DisablePolicyTypeRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.PolicyAdministrators);
        Existing.Root(organization, r.RootId);
        PolicyTypes.RequireEnabled(organization, r.PolicyType);
        change.Put(organization.Settings! with { EnabledPolicyTypes = organization.Settings!.EnabledPolicyTypes.Remove(r.PolicyType) });
        var ofType = organization.Policies.All.Where(policy => policy.Type == r.PolicyType).Select(policy => policy.Id).ToHashSet();
        foreach (var target in organization.Members.All.Concat<PolicyTarget>(organization.Units.All))
        {
            var left = target.Policies.RemoveAll(ofType.Contains);
            var lacks = target.LacksFullAccess && r.PolicyType != ControlPolicies.ServiceControl;
            if (left.Length != target.Policies.Length || lacks != target.LacksFullAccess)
                change.Put(target with { Policies = left, LacksFullAccess = lacks });
        }
        return new() { Root = Answers.RootOf(change.Organization!) };
    }
}
