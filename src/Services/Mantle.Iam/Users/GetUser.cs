using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Users;

[Operation]
static class GetUser
{
    public static Access Requires(GetUserRequest r, Call c) => Target.User(c, Actions.GetUser, r.UserName);

    public static GetUserResponse Execute(GetUserRequest r, Call c) =>
        r.UserName is null && c.Caller.IsRoot
            ? new GetUserResponse { User = Shapes.RootUser(c.Account) }
            : new GetUserResponse { User = Shapes.Full(Find.UserOrCaller(c, c.Account, r.UserName)) };
}
