using Mantle.Core.Authorization;
using Mantle.Wire.Iam;
using LoginProfile = Mantle.Core.Accounts.LoginProfile;

namespace Mantle.Iam.LoginProfiles;

[Operation]
static class DeleteLoginProfile
{
    public static Access Requires(DeleteLoginProfileRequest r, Call c) => AccessTo.User(c, Actions.DeleteLoginProfile, r.UserName);

    public static void Execute(DeleteLoginProfileRequest r, Change change)
    {
        var user = Existing.UserOrCaller(change.Call, change.Account, r.UserName);
        PasswordInput.ProfileOf(user);
        change.Put(user with { LoginProfile = null });
        change.RemoveSecret(LoginProfile.SecretId(user));
    }
}
