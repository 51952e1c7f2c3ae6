using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Simulation;

[Operation]
static class GetContextKeysForCustomPolicy
{
    public static Access Requires(GetContextKeysForCustomPolicyRequest r, Call c) => new(Actions.GetContextKeysForCustomPolicy, "*");

    public static GetContextKeysForPolicyResponse Execute(GetContextKeysForCustomPolicyRequest r, Call c) =>
        new() { ContextKeyNames = SimulatedPolicy.ContextKeys(SimulatedPolicy.Inputs(r.PolicyInputList)) };
}
