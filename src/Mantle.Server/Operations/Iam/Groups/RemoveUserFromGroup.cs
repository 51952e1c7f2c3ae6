using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.Groups;

[Operation]
static class RemoveUserFromGroup
{
    public static Access Requires(RemoveUserFromGroupRequest r, Call c) => Target.Group(c, "iam:RemoveUserFromGroup", r.GroupName);

    public static void Execute(RemoveUserFromGroupRequest r, Change change)
    {
        var group = Find.Group(change.Account, r.GroupName);
        var user = Find.User(change.Account, r.UserName);
        if (!user.Groups.Contains(group.Name, StringComparer.OrdinalIgnoreCase))
            throw Errors.NoSuchEntity($"User {user.Name} not in group {group.Name}");
        change.Put(user with { Groups = [.. user.Groups.Where(name => !name.Equals(group.Name, StringComparison.OrdinalIgnoreCase))] });
    }
}
