using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Groups;

[Operation]
static class GetGroup
{
    public static Access Requires(GetGroupRequest r, Call c) => AccessTo.Group(c, Actions.GetGroup, r.GroupName);

    public static GetGroupResponse Execute(GetGroupRequest r, Call c)
    {
        var group = Existing.Group(c.Account, r.GroupName);
        var members = c.Account.MembersOf(group.Name);
        var start = Page.Start(r.Marker) is { } after
            ? members.IndexOf(after) is var at && at < 0
                ? ~at
                : at + 1
            : 0;
        var page = Page.Take(Enumerable.Range(start, members.Count - start).Select(i => members[i]), r.MaxItems, name => name);
        return new GetGroupResponse
        {
            Group = Answers.Of(group),
            Users = [.. page.Items.Select(name => Answers.Listed(c.Account.Users.Find(name)!))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
