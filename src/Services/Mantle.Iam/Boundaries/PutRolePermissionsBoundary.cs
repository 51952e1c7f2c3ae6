using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Boundaries;

[Operation]
static class PutRolePermissionsBoundary
{
    public static Access Requires(PutRolePermissionsBoundaryRequest r, Call c) =>
        AccessTo.Role(c, Actions.PutRolePermissionsBoundary, r.RoleName) with
        {
            Keys = [("iam:PermissionsBoundary", r.PermissionsBoundary)],
        };

    public static void Execute(PutRolePermissionsBoundaryRequest r, Change change)
    {
        var role = Existing.ModifiableRole(change.Account, r.RoleName);
        change.Put(role with { PermissionsBoundary = PolicyArn.Boundary(change.Account, r.PermissionsBoundary) });
    }
}
