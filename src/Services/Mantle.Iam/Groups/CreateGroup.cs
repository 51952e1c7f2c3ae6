using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;
using Group = Mantle.Core.Accounts.Group;

namespace Mantle.Iam.Groups;

[Operation]
static class CreateGroup
{
    public static Access Requires(CreateGroupRequest r, Call c) =>
        new(Actions.CreateGroup, EntityArn.New(c.Account, "group", r.Path, r.GroupName));

    public static CreateGroupResponse Execute(CreateGroupRequest r, Change change)
    {
        ReservedNames.CheckPath(r.Path);
        var account = change.Account;
        if (account.Groups.Find(r.GroupName) is not null)
            throw Errors.EntityAlreadyExists($"Group with name {r.GroupName} already exists.");
        Quota.Check(change, "GroupsPerAccount", Quota.Groups, account.Groups.Count);
        var group = new Group
        {
            Name = r.GroupName,
            Path = r.Path ?? "/",
            Id = UniqueId.New(UniqueId.Group),
            Arn = EntityArn.New(account, "group", r.Path, r.GroupName),
            CreateDate = change.Time,
        };
        change.Put(group);
        return new CreateGroupResponse { Group = Answers.Of(group) };
    }
}
