using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Groups;

[Operation]
static class ListGroups
{
    public static Access Requires(ListGroupsRequest r, Call c) =>
        new(Actions.ListGroups, EntityArn.OfPath(c.Account, "group", r.PathPrefix));

    public static ListGroupsResponse Execute(ListGroupsRequest r, Call c)
    {
        var groups = c
            .Account.Groups.After(Page.Start(r.Marker))
            .Where(group => group.Path.StartsWith(r.PathPrefix ?? "/", StringComparison.Ordinal));
        var page = Page.Take(groups, r.MaxItems, group => group.Name);
        return new ListGroupsResponse
        {
            Groups = [.. page.Items.Select(Answers.Of)],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
