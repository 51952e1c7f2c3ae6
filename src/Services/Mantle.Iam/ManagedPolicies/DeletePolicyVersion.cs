using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ManagedPolicies;

[Operation]
static class DeletePolicyVersion
{
    public static Access Requires(DeletePolicyVersionRequest r, Call c) => AccessTo.Policy(c, Actions.DeletePolicyVersion, r.PolicyArn);

    public static void Execute(DeletePolicyVersionRequest r, Change change)
    {
        PolicyWrite.RefuseAwsManaged(r.PolicyArn);
        var (policy, version) = Existing.PolicyVersion(change.Account, r.PolicyArn, r.VersionId);
        if (version.Number == policy.DefaultVersion)
            throw Errors.DeleteConflict("Cannot delete the default version of a policy.");
        change.Put(policy with { Versions = policy.Versions.Remove(version) });
    }
}
