using Mantle.Core.Accounts;
using Mantle.Policy;
using Mantle.Wire.Iam;
using PolicyType = Mantle.Policy.PolicyType;

namespace Mantle.Iam.Simulation;

/// <summary>Reads the permissions boundary of a request.</summary>
static class BoundaryInput
{
    /// <summary>The boundary of the request; without one, that of the user or role.</summary>
    public static SimulatedPolicy? Of(SimulateCustomPolicyRequest input, Account account, Identity? holder, Exclusions exclusions)
    {
        switch (input.PermissionsBoundaryPolicyInputList ?? [])
        {
            case []:
                return holder is ActingIdentity { PermissionsBoundary: { } arn } && !exclusions.HasBoundary(arn)
                    ? SimulatedPolicy.Managed(account, arn)
                    : null;
            case [var text]:
                return SimulatedPolicy.Input(
                    text,
                    PolicyType.PermissionsBoundary,
                    new PolicySource("PermissionsBoundaryPolicyInputList.1")
                );
            default:
                throw Errors.InvalidInput("The list of Permissions Boundary policies cannot exceed 1 items.");
        }
    }
}
