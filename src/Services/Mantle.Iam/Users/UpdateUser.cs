using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Users;

[Operation]
static class UpdateUser
{
    public static Access Requires(UpdateUserRequest r, Call c) =>
        AccessTo.User(c, Actions.UpdateUser, r.UserName) with
        {
            And = r.NewUserName is null && r.NewPath is null ? [] : [new Access(Actions.UpdateUser, NewArn(c.Account, r))],
        };

    public static void Execute(UpdateUserRequest r, Change change)
    {
        ReservedNames.CheckPath(r.NewPath);
        var user = Existing.User(change.Account, r.UserName);
        var name = r.NewUserName ?? user.Name;
        if (change.Account.Users.Find(name) is { } other && (other.Id != user.Id || name != user.Name))
            throw Errors.EntityAlreadyExists($"User with name {name} already exists.");
        change.Remove(user);
        change.Put(user with { Name = name, Path = r.NewPath ?? user.Path, Arn = NewArn(change.Account, r, user) });
    }

    static Arn NewArn(Account account, UpdateUserRequest r) => NewArn(account, r, account.Users.Find(r.UserName));

    static Arn NewArn(Account account, UpdateUserRequest r, Core.Accounts.User? user) =>
        EntityArn.New(account, "user", r.NewPath ?? user?.Path, r.NewUserName ?? user?.Name ?? r.UserName);
}
