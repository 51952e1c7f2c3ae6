using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;
using User = Mantle.Core.Accounts.User;

namespace Mantle.Iam.Users;

[Operation]
static class CreateUser
{
    public static Access Requires(CreateUserRequest r, Call c) =>
        new(Actions.CreateUser, EntityArn.New(c.Account, "user", r.Path, r.UserName))
        {
            RequestTags = TagInput.Of(r.Tags),
            Keys = [("iam:PermissionsBoundary", r.PermissionsBoundary)],
            And = TagInput.Needs(r.Tags, Actions.TagUser, EntityArn.New(c.Account, "user", r.Path, r.UserName)),
        };

    public static CreateUserResponse Execute(CreateUserRequest r, Change change)
    {
        ReservedNames.CheckPath(r.Path);
        var account = change.Account;
        if (account.Users.Find(r.UserName) is not null)
            throw Errors.EntityAlreadyExists($"User with name {r.UserName} already exists.");
        Quota.Check(change, "UsersPerAccount", Quota.Users, account.Users.Count);
        var user = new User
        {
            Name = r.UserName,
            Path = r.Path ?? "/",
            Id = UniqueId.New(UniqueId.User),
            Arn = EntityArn.New(account, "user", r.Path, r.UserName),
            CreateDate = change.Time,
            PermissionsBoundary = r.PermissionsBoundary is { } boundary ? PolicyArn.Boundary(account, boundary) : null,
            Tags = TagInput.New(r.Tags, StringComparer.OrdinalIgnoreCase),
        };
        change.Put(user);
        return new CreateUserResponse { User = Answers.Full(user) };
    }
}
