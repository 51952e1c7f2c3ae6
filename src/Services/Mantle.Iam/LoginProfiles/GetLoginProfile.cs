using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.LoginProfiles;

[Operation]
static class GetLoginProfile
{
    public static Access Requires(GetLoginProfileRequest r, Call c) => Target.User(c, Actions.GetLoginProfile, r.UserName);

    public static GetLoginProfileResponse Execute(GetLoginProfileRequest r, Call c)
    {
        var user = Find.UserOrCaller(c, c.Account, r.UserName);
        return new GetLoginProfileResponse { LoginProfile = PasswordInput.Shown(user, PasswordInput.ProfileOf(user)) };
    }
}
