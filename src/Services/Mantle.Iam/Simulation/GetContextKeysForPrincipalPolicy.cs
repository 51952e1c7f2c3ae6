using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Simulation;

[Operation]
static class GetContextKeysForPrincipalPolicy
{
    public static Access Requires(GetContextKeysForPrincipalPolicyRequest r, Call c) =>
        PolicyHolder.Access(c, Actions.GetContextKeysForPrincipalPolicy, r.PolicySourceArn);

    public static GetContextKeysForPolicyResponse Execute(GetContextKeysForPrincipalPolicyRequest r, Call c)
    {
        var held = SimulatedPolicy.Of(c.Account, PolicyHolder.Find(c.Account, r.PolicySourceArn), new Exclusions(null));
        return new() { ContextKeyNames = SimulatedPolicy.ContextKeys(held.Concat(SimulatedPolicy.Inputs(r.PolicyInputList ?? []))) };
    }
}
