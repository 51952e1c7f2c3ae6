using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class DeleteUserPolicy
{
    public static Access Requires(DeleteUserPolicyRequest r, Call c) =>
        AccessTo.User(c, Actions.DeleteUserPolicy, r.UserName, withBoundary: true);

    public static void Execute(DeleteUserPolicyRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        change.Put(user with { InlinePolicies = user.InlinePolicies.Remove(Existing.InlinePolicy(user, r.PolicyName)) });
    }
}
