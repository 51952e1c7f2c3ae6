using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Groups;

[Operation]
static class ListGroupsForUser
{
    public static Access Requires(ListGroupsForUserRequest r, Call c) => AccessTo.User(c, Actions.ListGroupsForUser, r.UserName);

    public static ListGroupsForUserResponse Execute(ListGroupsForUserRequest r, Call c)
    {
        var groups = Existing.User(c.Account, r.UserName).Groups;
        var page = Page.Sorted(groups, name => name, StringComparer.OrdinalIgnoreCase, r.Marker, r.MaxItems);
        return new ListGroupsForUserResponse
        {
            Groups = [.. page.Items.Select(name => Answers.Of(Existing.Group(c.Account, name)))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
