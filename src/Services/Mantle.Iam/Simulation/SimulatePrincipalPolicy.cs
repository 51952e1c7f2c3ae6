using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Simulation;

/// <summary>
/// <see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html">SimulatePrincipalPolicy</see>:
/// simulates the policies and the boundary of a user, group or role, with those of the request.
/// </summary>
[Operation]
static class SimulatePrincipalPolicy
{
    public static Access Requires(SimulatePrincipalPolicyRequest r, Call c) =>
        PolicyHolder.Access(c, Actions.SimulatePrincipalPolicy, r.PolicySourceArn);

    public static SimulatePolicyResponse Execute(SimulatePrincipalPolicyRequest r, Call c) =>
        new Simulation(
            Common(r),
            c.Account,
            PolicyHolder.Find(c.Account, r.PolicySourceArn),
            c.Organization,
            new Exclusions(r.PolicyExclusionList)
        ).Run();

    /// <summary>The members that both simulations have.</summary>
    static SimulateCustomPolicyRequest Common(SimulatePrincipalPolicyRequest r) =>
        new()
        {
            ActionNames = r.ActionNames,
            CallerArn = r.CallerArn,
            ContextEntries = r.ContextEntries,
            Marker = r.Marker,
            MaxItems = r.MaxItems,
            OrderedOrganizationPolicyInputList = r.OrderedOrganizationPolicyInputList,
            PermissionsBoundaryPolicyInputList = r.PermissionsBoundaryPolicyInputList,
            PolicyInputList = r.PolicyInputList ?? [],
            ResourceArns = r.ResourceArns,
            ResourceHandlingOption = r.ResourceHandlingOption,
            ResourceOwner = r.ResourceOwner,
            ResourcePolicy = r.ResourcePolicy,
        };
}
