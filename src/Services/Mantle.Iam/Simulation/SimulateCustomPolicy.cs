using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Simulation;

/// <summary>
/// <see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html">SimulateCustomPolicy</see>: simulates the
/// policies of the request.
/// </summary>
[Operation]
static class SimulateCustomPolicy
{
    public static Access Requires(SimulateCustomPolicyRequest r, Call c) => new(Actions.SimulateCustomPolicy, "*");

    public static SimulatePolicyResponse Execute(SimulateCustomPolicyRequest r, Call c) =>
        new Simulation(r, c.Account, null, null, new Exclusions(null)).Run();
}
