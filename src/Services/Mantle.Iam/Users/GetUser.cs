using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Users;

[Operation]
static class GetUser
{
    public static Access Requires(GetUserRequest r, Call c) => AccessTo.User(c, Actions.GetUser, r.UserName);

    public static GetUserResponse Execute(GetUserRequest r, Call c) =>
        r.UserName is null && c.Caller.IsRoot
            ? new GetUserResponse { User = Answers.RootUser(c.Account) }
            : new GetUserResponse { User = Answers.Full(Existing.UserOrCaller(c, c.Account, r.UserName)) };
}
