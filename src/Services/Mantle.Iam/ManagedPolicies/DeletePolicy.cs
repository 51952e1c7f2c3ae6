using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ManagedPolicies;

[Operation]
static class DeletePolicy
{
    public static Access Requires(DeletePolicyRequest r, Call c) => AccessTo.Policy(c, Actions.DeletePolicy, r.PolicyArn);

    public static void Execute(DeletePolicyRequest r, Change change)
    {
        PolicyWrite.RefuseAwsManaged(r.PolicyArn);
        var policy = Existing.Policy(change.Account, r.PolicyArn);
        if (change.Account.UseOf(policy.Arn) != default)
            throw Errors.DeleteConflict("Cannot delete a policy attached to entities.");
        if (policy.Versions.Length > 1)
            throw Errors.DeleteConflict(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The "
                    + "default version is deleted with the policy."
            );
        change.Remove(policy);
    }
}
