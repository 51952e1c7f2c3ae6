using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Roles;

[Operation]
static class DeleteRole
{
    public static Access Requires(DeleteRoleRequest r, Call c) => AccessTo.Role(c, Actions.DeleteRole, r.RoleName, withBoundary: true);

    public static void Execute(DeleteRoleRequest r, Change change)
    {
        var role = Existing.ModifiableRole(change.Account, r.RoleName);
        if (!change.Account.InstanceProfilesOf(role.Name).IsEmpty)
            throw Errors.DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        if (role.AttachedPolicies.Length > 0)
            throw Errors.DeleteConflict("Cannot delete entity, must detach all policies first.");
        if (role.InlinePolicies.Length > 0)
            throw Errors.DeleteConflict("Cannot delete entity, must delete policies first.");
        change.Remove(role);
    }
}
