using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Boundaries;

[Operation]
static class DeleteRolePermissionsBoundary
{
    public static Access Requires(DeleteRolePermissionsBoundaryRequest r, Call c) =>
        AccessTo.Role(c, Actions.DeleteRolePermissionsBoundary, r.RoleName, withBoundary: true);

    public static void Execute(DeleteRolePermissionsBoundaryRequest r, Change change)
    {
        var role = Existing.ModifiableRole(change.Account, r.RoleName);
        if (role.PermissionsBoundary is null)
            throw Errors.NoSuchEntity($"Role {role.Name} does not have a permissions boundary.");
        change.Put(role with { PermissionsBoundary = null });
    }
}
