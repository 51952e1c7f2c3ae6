using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Roles;

[Operation]
sealed class GetRole(LastUsed lastUsed)
{
    public ValueTask<LastUse?> PrepareAsync(GetRoleRequest r, Call c, CancellationToken cancellation) =>
        c.Account.Roles.Find(r.RoleName) is { } role ? lastUsed.OfAsync(role.Id) : default;

    public static Access Requires(GetRoleRequest r, Call c) => AccessTo.Role(c, Actions.GetRole, r.RoleName, withBoundary: true);

    public static GetRoleResponse Execute(GetRoleRequest r, Call c, LastUse? use)
    {
        var role = Existing.Role(c.Account, r.RoleName);
        return new GetRoleResponse
        {
            Role = Answers.Listed(role, c.Account) with
            {
                PermissionsBoundary = Answers.Boundary(role),
                Tags = Answers.Tags(role.Tags),
                RoleLastUsed = new() { LastUsedDate = use?.Time, Region = use?.Region },
            },
        };
    }
}
