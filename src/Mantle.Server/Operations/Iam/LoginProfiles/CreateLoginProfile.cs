using Mantle.Server.Authentication;
using Mantle.Server.Authorization;
using Mantle.Wire.Iam;
using LoginProfile = Mantle.Server.Accounts.LoginProfile;

namespace Mantle.Server.Operations.Iam.LoginProfiles;

[Operation]
static class CreateLoginProfile
{
    public static ValueTask<DerivedPassword?> PrepareAsync(CreateLoginProfileRequest r, Call c, CancellationToken cancellation) =>
        PasswordInput.DeriveAsync(c, Requires(r, c), r.UserName, r.Password, cancellation);

    public static Access Requires(CreateLoginProfileRequest r, Call c) => Target.User(c, "iam:CreateLoginProfile", r.UserName);

    public static CreateLoginProfileResponse Execute(CreateLoginProfileRequest r, Change change, DerivedPassword? derived)
    {
        var user = Find.UserOrCaller(change.Call, change.Account, r.UserName);
        if (user.LoginProfile is not null)
            throw Errors.EntityAlreadyExists($"Login Profile for user {user.Name} already exists.");
        // Only sessions of AssumeRoot may leave it out.
        if (r.Password is null)
            throw Errors.ValidationError("1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null");
        var profile = new LoginProfile(change.Time, change.Time, r.PasswordResetRequired ?? false);
        PasswordInput.Set(change, user, profile, r.Password, derived);
        return new CreateLoginProfileResponse { LoginProfile = PasswordInput.Shown(user, profile) };
    }
}
