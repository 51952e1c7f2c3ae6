using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Attachments;

[Operation]
static class AttachUserPolicy
{
    public static Access Requires(AttachUserPolicyRequest r, Call c) =>
        Attachments.Access(AccessTo.User(c, Actions.AttachUserPolicy, r.UserName, withBoundary: true), r.PolicyArn);

    public static void Execute(AttachUserPolicyRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        change.Put(user with { AttachedPolicies = Attachments.With(change, user, r.PolicyArn) });
    }
}
