using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InstanceProfiles;

[Operation]
static class ListInstanceProfilesForRole
{
    public static Access Requires(ListInstanceProfilesForRoleRequest r, Call c) =>
        AccessTo.Role(c, Actions.ListInstanceProfilesForRole, r.RoleName);

    public static ListInstanceProfilesForRoleResponse Execute(ListInstanceProfilesForRoleRequest r, Call c)
    {
        var role = Existing.Role(c.Account, r.RoleName);
        var after = Page.Start(r.Marker);
        var names = c
            .Account.InstanceProfilesOf(role.Name)
            .Where(name => after is null || string.Compare(name, after, StringComparison.OrdinalIgnoreCase) > 0);
        var page = Page.Take(names, r.MaxItems, name => name);
        return new ListInstanceProfilesForRoleResponse
        {
            InstanceProfiles = [.. page.Items.Select(name => Answers.Of(Existing.InstanceProfile(c.Account, name), c.Account))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
