using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class DeleteRolePolicy
{
    public static Access Requires(DeleteRolePolicyRequest r, Call c) =>
        AccessTo.Role(c, Actions.DeleteRolePolicy, r.RoleName, withBoundary: true);

    public static void Execute(DeleteRolePolicyRequest r, Change change)
    {
        var role = Existing.ModifiableRole(change.Account, r.RoleName);
        change.Put(role with { InlinePolicies = role.InlinePolicies.Remove(Existing.InlinePolicy(role, r.PolicyName)) });
    }
}
