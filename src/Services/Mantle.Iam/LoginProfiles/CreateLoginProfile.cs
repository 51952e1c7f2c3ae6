using Mantle.Core.Authorization;
using Mantle.Core.Secrets;
using Mantle.Wire.Iam;
using LoginProfile = Mantle.Core.Accounts.LoginProfile;

namespace Mantle.Iam.LoginProfiles;

[Operation]
sealed class CreateLoginProfile(Passwords passwords)
{
    public ValueTask<DerivedPassword?> WorkAsync(CreateLoginProfileRequest r, Call c, CancellationToken cancellation) =>
        PasswordInput.DeriveAsync(c, passwords, r.UserName, r.Password, cancellation);

    public static Access Requires(CreateLoginProfileRequest r, Call c) => AccessTo.User(c, Actions.CreateLoginProfile, r.UserName);

    public CreateLoginProfileResponse Execute(CreateLoginProfileRequest r, Change change, DerivedPassword? derived)
    {
        var user = Existing.UserOrCaller(change.Call, change.Account, r.UserName);
        if (user.LoginProfile is not null)
            throw Errors.EntityAlreadyExists($"Login Profile for user {user.Name} already exists.");
        // Only an AssumeRoot session may leave the password out.
        if (r.Password is null)
            throw Errors.ValidationError(
                "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null"
            );
        var profile = new LoginProfile(change.Time, change.Time, r.PasswordResetRequired ?? false);
        PasswordInput.Set(change, passwords, user, profile, r.Password, derived);
        return new CreateLoginProfileResponse { LoginProfile = PasswordInput.Shown(user, profile) };
    }
}
