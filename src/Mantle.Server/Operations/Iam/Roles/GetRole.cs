using Mantle.Server.Audit;
using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.Roles;

[Operation]
static class GetRole
{
    public static ValueTask<Use?> PrepareAsync(GetRoleRequest r, Call c, CancellationToken cancellation) =>
        c.Account.Roles.Find(r.RoleName) is { } role ? c.Server.LastUsed.OfAsync(role.Id) : default;

    public static Access Requires(GetRoleRequest r, Call c) => Target.Role(c, "iam:GetRole", r.RoleName, withBoundary: true);

    public static GetRoleResponse Execute(GetRoleRequest r, Call c, Use? use)
    {
        var role = Find.Role(c.Account, r.RoleName);
        return new GetRoleResponse
        {
            Role = Shapes.Listed(role, c.Account) with
            {
                PermissionsBoundary = Shapes.Boundary(role),
                Tags = Shapes.Tags(role.Tags),
                RoleLastUsed = new() { LastUsedDate = use?.Time, Region = use?.Region },
            },
        };
    }
}
