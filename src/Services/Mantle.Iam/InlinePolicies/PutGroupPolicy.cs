using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class PutGroupPolicy
{
    public static Access Requires(PutGroupPolicyRequest r, Call c) => AccessTo.Group(c, Actions.PutGroupPolicy, r.GroupName);

    public static void Execute(PutGroupPolicyRequest r, Change change)
    {
        var group = Existing.Group(change.Account, r.GroupName);
        change.Put(group with { InlinePolicies = Inline.With(group, r.PolicyName, r.PolicyDocument) });
    }
}
