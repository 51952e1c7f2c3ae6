using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.ManagedPolicies;

[Operation]
static class SetDefaultPolicyVersion
{
    public static Access Requires(SetDefaultPolicyVersionRequest r, Call c) =>
        AccessTo.Policy(c, Actions.SetDefaultPolicyVersion, r.PolicyArn);

    public static void Execute(SetDefaultPolicyVersionRequest r, Change change)
    {
        PolicyWrite.RefuseAwsManaged(r.PolicyArn);
        var (policy, version) = Existing.PolicyVersion(change.Account, r.PolicyArn, r.VersionId);
        change.Put(policy with { DefaultVersion = version.Number });
    }
}
