using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Groups;

[Operation]
static class ListGroupsForUser
{
    public static Access Requires(ListGroupsForUserRequest r, Call c) => Target.User(c, Actions.ListGroupsForUser, r.UserName);

    public static ListGroupsForUserResponse Execute(ListGroupsForUserRequest r, Call c)
    {
        var groups = Find.User(c.Account, r.UserName).Groups;
        var page = Page.Sorted(groups, name => name, StringComparer.OrdinalIgnoreCase, r.Marker, r.MaxItems);
        return new ListGroupsForUserResponse
        {
            Groups = [.. page.Items.Select(name => Shapes.Of(Find.Group(c.Account, name)))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
