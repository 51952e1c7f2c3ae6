using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Roles;

[Operation]
static class ListRoles
{
    public static Access Requires(ListRolesRequest r, Call c) => new(Actions.ListRoles, EntityArn.OfPath(c.Account, "role", r.PathPrefix));

    public static ListRolesResponse Execute(ListRolesRequest r, Call c)
    {
        var roles = c
            .Account.Roles.After(Page.Start(r.Marker))
            .Where(role => role.Path.StartsWith(r.PathPrefix ?? "/", StringComparison.Ordinal));
        var page = Page.Take(roles, r.MaxItems, role => role.Name);
        return new ListRolesResponse
        {
            Roles = [.. page.Items.Select(role => Answers.Listed(role, c.Account))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
