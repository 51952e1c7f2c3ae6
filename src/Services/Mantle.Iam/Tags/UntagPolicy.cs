using Mantle.Core.Authorization;
using Mantle.Iam.ManagedPolicies;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class UntagPolicy
{
    public static Access Requires(UntagPolicyRequest r, Call c) =>
        AccessTo.Policy(c, Actions.UntagPolicy, r.PolicyArn) with
        {
            ShownResource = null,
            TagKeys = r.TagKeys,
        };

    public static void Execute(UntagPolicyRequest r, Change change)
    {
        PolicyWrite.RefuseAwsManaged(r.PolicyArn);
        var policy = Existing.Policy(change.Account, r.PolicyArn);
        change.Put(policy with { Tags = TagInput.Remove(policy.Tags, r.TagKeys, StringComparer.Ordinal) });
    }
}
