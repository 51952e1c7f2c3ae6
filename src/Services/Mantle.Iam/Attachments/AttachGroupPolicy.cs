using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Attachments;

[Operation]
static class AttachGroupPolicy
{
    public static Access Requires(AttachGroupPolicyRequest r, Call c) =>
        Attachments.Access(AccessTo.Group(c, Actions.AttachGroupPolicy, r.GroupName), r.PolicyArn);

    public static void Execute(AttachGroupPolicyRequest r, Change change)
    {
        var group = Existing.Group(change.Account, r.GroupName);
        change.Put(group with { AttachedPolicies = Attachments.With(change, group, r.PolicyArn) });
    }
}
