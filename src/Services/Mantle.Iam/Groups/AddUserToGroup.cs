using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Groups;

[Operation]
static class AddUserToGroup
{
    public static Access Requires(AddUserToGroupRequest r, Call c) => AccessTo.Group(c, Actions.AddUserToGroup, r.GroupName);

    public static void Execute(AddUserToGroupRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        var group = Existing.Group(change.Account, r.GroupName);
        if (user.Groups.Contains(group.Name, StringComparer.OrdinalIgnoreCase))
            return;
        Quota.Check(change, "GroupsPerUser", Quota.GroupsPerUser, user.Groups.Length);
        change.Put(user with { Groups = user.Groups.Add(group.Name) });
    }
}
