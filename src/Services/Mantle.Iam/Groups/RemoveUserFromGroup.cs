using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Groups;

[Operation]
static class RemoveUserFromGroup
{
    public static Access Requires(RemoveUserFromGroupRequest r, Call c) => Target.Group(c, Actions.RemoveUserFromGroup, r.GroupName);

    /// <summary>Removing a user who is not in the group succeeds and changes nothing.</summary>
    public static void Execute(RemoveUserFromGroupRequest r, Change change)
    {
        var user = Find.User(change.Account, r.UserName);
        var group = Find.Group(change.Account, r.GroupName);
        if (user.Groups.Contains(group.Name, StringComparer.OrdinalIgnoreCase))
            change.Put(user with { Groups = [.. user.Groups.Where(name => !name.Equals(group.Name, StringComparison.OrdinalIgnoreCase))] });
    }
}
