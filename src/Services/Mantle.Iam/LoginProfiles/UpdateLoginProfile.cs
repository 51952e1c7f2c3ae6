using Mantle.Core.Authorization;
using Mantle.Core.Secrets;
using Mantle.Wire.Iam;

namespace Mantle.Iam.LoginProfiles;

[Operation]
sealed class UpdateLoginProfile(Passwords passwords)
{
    public ValueTask<DerivedPassword?> WorkAsync(UpdateLoginProfileRequest r, Call c, CancellationToken cancellation) =>
        PasswordInput.DeriveAsync(c, passwords, r.UserName, r.Password, cancellation);

    public static Access Requires(UpdateLoginProfileRequest r, Call c) => AccessTo.User(c, Actions.UpdateLoginProfile, r.UserName);

    public void Execute(UpdateLoginProfileRequest r, Change change, DerivedPassword? derived)
    {
        var user = Existing.User(change.Account, r.UserName);
        var profile = PasswordInput.ProfileOf(user);
        profile = profile with { ResetRequired = r.PasswordResetRequired ?? profile.ResetRequired };
        if (r.Password is null)
            change.Put(user with { LoginProfile = profile });
        else
            PasswordInput.Set(change, passwords, user, profile, r.Password, derived);
    }
}
