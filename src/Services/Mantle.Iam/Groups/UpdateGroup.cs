using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Groups;

[Operation]
static class UpdateGroup
{
    public static Access Requires(UpdateGroupRequest r, Call c) =>
        AccessTo.Group(c, Actions.UpdateGroup, r.GroupName) with
        {
            And =
                r.NewGroupName is null && r.NewPath is null
                    ? []
                    : [new Access(Actions.UpdateGroup, NewArn(c.Account, r, c.Account.Groups.Find(r.GroupName)))],
        };

    public static void Execute(UpdateGroupRequest r, Change change)
    {
        ReservedNames.CheckPath(r.NewPath);
        var group = Existing.Group(change.Account, r.GroupName);
        var name = r.NewGroupName ?? group.Name;
        if (change.Account.Groups.Find(name) is { } other && (other.Id != group.Id || name != group.Name))
            throw Errors.EntityAlreadyExists($"Group with name {name} already exists.");
        var members = change.Account.MembersOf(group.Name);
        change.Remove(group);
        change.Put(group with { Name = name, Path = r.NewPath ?? group.Path, Arn = NewArn(change.Account, r, group) });
        if (name == group.Name)
            return;
        foreach (var member in members)
        {
            var user = Existing.User(change.Account, member);
            change.Put(
                user with
                {
                    Groups = [.. user.Groups.Select(old => old.Equals(group.Name, StringComparison.OrdinalIgnoreCase) ? name : old)],
                }
            );
        }
    }

    static Arn NewArn(Account account, UpdateGroupRequest r, Core.Accounts.Group? group) =>
        EntityArn.New(account, "group", r.NewPath ?? group?.Path, r.NewGroupName ?? group?.Name ?? r.GroupName);
}
