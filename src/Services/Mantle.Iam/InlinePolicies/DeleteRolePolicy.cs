using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

[Operation]
static class DeleteRolePolicy
{
    public static Access Requires(DeleteRolePolicyRequest r, Call c) =>
        Target.Role(c, Actions.DeleteRolePolicy, r.RoleName, withBoundary: true);

    public static void Execute(DeleteRolePolicyRequest r, Change change)
    {
        var role = Find.ModifiableRole(change.Account, r.RoleName);
        change.Put(role with { InlinePolicies = role.InlinePolicies.Remove(Find.InlinePolicy(role, r.PolicyName)) });
    }
}
