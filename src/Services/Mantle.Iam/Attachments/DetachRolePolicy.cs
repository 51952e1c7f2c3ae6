using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Attachments;

[Operation]
static class DetachRolePolicy
{
    public static Access Requires(DetachRolePolicyRequest r, Call c) =>
        Attachments.Access(AccessTo.Role(c, Actions.DetachRolePolicy, r.RoleName, withBoundary: true), r.PolicyArn);

    public static void Execute(DetachRolePolicyRequest r, Change change)
    {
        var role = Existing.ModifiableRole(change.Account, r.RoleName);
        change.Put(role with { AttachedPolicies = Attachments.Without(role, r.PolicyArn) });
    }
}
