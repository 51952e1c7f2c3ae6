using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Groups;

[Operation]
static class RemoveUserFromGroup
{
    public static Access Requires(RemoveUserFromGroupRequest r, Call c) => AccessTo.Group(c, Actions.RemoveUserFromGroup, r.GroupName);

    /// <summary>Removing a user who is not in the group succeeds and changes nothing.</summary>
    public static void Execute(RemoveUserFromGroupRequest r, Change change)
    {
        var user = Existing.User(change.Account, r.UserName);
        var group = Existing.Group(change.Account, r.GroupName);
        if (user.Groups.Contains(group.Name, StringComparer.OrdinalIgnoreCase))
            change.Put(user with { Groups = [.. user.Groups.Where(name => !name.Equals(group.Name, StringComparison.OrdinalIgnoreCase))] });
    }
}
