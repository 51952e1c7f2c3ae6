using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Users;

[Operation]
static class ListUsers
{
    public static Access Requires(ListUsersRequest r, Call c) => new(Actions.ListUsers, EntityArn.OfPath(c.Account, "user", r.PathPrefix));

    public static ListUsersResponse Execute(ListUsersRequest r, Call c)
    {
        var users = c
            .Account.Users.After(Page.Start(r.Marker))
            .Where(user => user.Path.StartsWith(r.PathPrefix ?? "/", StringComparison.Ordinal));
        var page = Page.Take(users, r.MaxItems, user => user.Name);
        return new ListUsersResponse
        {
            Users = [.. page.Items.Select(Answers.Listed)],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
