using Mantle.Core.Authorization;
using Mantle.Iam.ManagedPolicies;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class TagPolicy
{
    public static Access Requires(TagPolicyRequest r, Call c) =>
        AccessTo.Policy(c, Actions.TagPolicy, r.PolicyArn) with
        {
            ShownResource = null,
            RequestTags = TagInput.Of(r.Tags),
        };

    public static void Execute(TagPolicyRequest r, Change change)
    {
        PolicyWrite.RefuseAwsManaged(r.PolicyArn);
        var policy = Existing.Policy(change.Account, r.PolicyArn);
        change.Put(policy with { Tags = TagInput.Add(policy.Tags, r.Tags, StringComparer.Ordinal) });
    }
}
