using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Roles;

[Operation]
static class UpdateRole
{
    public static Access Requires(UpdateRoleRequest r, Call c) => AccessTo.Role(c, Actions.UpdateRole, r.RoleName, withBoundary: true);

    public static UpdateRoleResponse Execute(UpdateRoleRequest r, Change change)
    {
        // The account may change only the description of a service-linked role.
        var role = r.MaxSessionDuration is null
            ? Existing.Role(change.Account, r.RoleName)
            : Existing.ModifiableRole(change.Account, r.RoleName);
        change.Put(
            role with
            {
                Description = r.Description ?? role.Description,
                MaxSessionDuration = r.MaxSessionDuration ?? role.MaxSessionDuration,
            }
        );
        return new UpdateRoleResponse();
    }
}
