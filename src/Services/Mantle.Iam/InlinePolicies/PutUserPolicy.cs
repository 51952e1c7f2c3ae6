using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class PutUserPolicy
{
    public static Access Requires(PutUserPolicyRequest r, Call c) =>
        AccessTo.User(c, Actions.PutUserPolicy, r.UserName, withBoundary: true);

    public static void Execute(PutUserPolicyRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        change.Put(user with { InlinePolicies = Inline.With(user, r.PolicyName, r.PolicyDocument) });
    }
}
