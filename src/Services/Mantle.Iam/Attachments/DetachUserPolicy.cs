using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Attachments;

[Operation]
static class DetachUserPolicy
{
    public static Access Requires(DetachUserPolicyRequest r, Call c) =>
        Attachments.Access(AccessTo.User(c, Actions.DetachUserPolicy, r.UserName, withBoundary: true), r.PolicyArn);

    public static void Execute(DetachUserPolicyRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        change.Put(user with { AttachedPolicies = Attachments.Without(user, r.PolicyArn) });
    }
}
