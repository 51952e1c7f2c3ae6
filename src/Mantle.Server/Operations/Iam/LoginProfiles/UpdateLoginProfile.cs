using Mantle.Server.Authentication;
using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.LoginProfiles;

[Operation]
static class UpdateLoginProfile
{
    public static ValueTask<DerivedPassword?> PrepareAsync(UpdateLoginProfileRequest r, Call c, CancellationToken cancellation) =>
        PasswordInput.DeriveAsync(c, Requires(r, c), r.UserName, r.Password, cancellation);

    public static Access Requires(UpdateLoginProfileRequest r, Call c) => Target.User(c, "iam:UpdateLoginProfile", r.UserName);

    public static void Execute(UpdateLoginProfileRequest r, Change change, DerivedPassword? derived)
    {
        var user = Find.User(change.Account, r.UserName);
        var profile = PasswordInput.ProfileOf(user);
        profile = profile with { ResetRequired = r.PasswordResetRequired ?? profile.ResetRequired };
        if (r.Password is null)
            change.Put(user with { LoginProfile = profile });
        else
            PasswordInput.Set(change, user, profile, r.Password, derived);
    }
}
