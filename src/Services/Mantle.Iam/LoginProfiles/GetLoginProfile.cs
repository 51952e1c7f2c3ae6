using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.LoginProfiles;

[Operation]
static class GetLoginProfile
{
    public static Access Requires(GetLoginProfileRequest r, Call c) => AccessTo.User(c, Actions.GetLoginProfile, r.UserName);

    public static GetLoginProfileResponse Execute(GetLoginProfileRequest r, Call c)
    {
        var user = Existing.UserOrCaller(c, c.Account, r.UserName);
        return new GetLoginProfileResponse { LoginProfile = PasswordInput.Shown(user, PasswordInput.ProfileOf(user)) };
    }
}
