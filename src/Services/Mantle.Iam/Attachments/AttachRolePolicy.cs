using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Attachments;

[Operation]
static class AttachRolePolicy
{
    public static Access Requires(AttachRolePolicyRequest r, Call c) =>
        Attachments.Access(AccessTo.Role(c, Actions.AttachRolePolicy, r.RoleName, withBoundary: true), r.PolicyArn);

    public static void Execute(AttachRolePolicyRequest r, Change change)
    {
        var role = Existing.ModifiableRole(change.Account, r.RoleName);
        change.Put(role with { AttachedPolicies = Attachments.With(change, role, r.PolicyArn) });
    }
}
