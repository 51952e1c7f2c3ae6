using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Attachments;

[Operation]
static class DetachGroupPolicy
{
    public static Access Requires(DetachGroupPolicyRequest r, Call c) =>
        Attachments.Access(AccessTo.Group(c, Actions.DetachGroupPolicy, r.GroupName), r.PolicyArn);

    public static void Execute(DetachGroupPolicyRequest r, Change change)
    {
        var group = Existing.Group(change.Account, r.GroupName);
        change.Put(group with { AttachedPolicies = Attachments.Without(group, r.PolicyArn) });
    }
}
