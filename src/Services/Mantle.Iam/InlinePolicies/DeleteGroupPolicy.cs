using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class DeleteGroupPolicy
{
    public static Access Requires(DeleteGroupPolicyRequest r, Call c) => AccessTo.Group(c, Actions.DeleteGroupPolicy, r.GroupName);

    public static void Execute(DeleteGroupPolicyRequest r, Change change)
    {
        var group = Existing.Group(change.Account, r.GroupName);
        change.Put(group with { InlinePolicies = group.InlinePolicies.Remove(Existing.InlinePolicy(group, r.PolicyName)) });
    }
}
