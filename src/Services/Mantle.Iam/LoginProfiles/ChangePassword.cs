using Mantle.Core.Authorization;
using Mantle.Core.Secrets;
using Mantle.Wire.Iam;

namespace Mantle.Iam.LoginProfiles;

[Operation]
sealed class ChangePassword(Passwords passwords)
{
    /// <summary>Verifies the old password and hashes the new one. The number of wrong passwords is limited.</summary>
    public async ValueTask<PasswordChange?> WorkAsync(ChangePasswordRequest r, Call c, CancellationToken cancellation)
    {
        if (c.Caller.User is not { LoginProfile: not null } user)
            return null;
        if (!passwords.Guesses.TryEnter(user.Id, c.Time))
            throw WrongPassword();
        var hashes = passwords.HashesOf(c.Account, user);
        var old = await passwords.DeriveAsync(hashes, r.OldPassword, cancellation);
        if (!hashes.IsCurrent(old.Hash))
            throw WrongPassword();
        passwords.Guesses.Succeeded(user.Id);
        return new PasswordChange(old, await passwords.DeriveAsync(hashes, r.NewPassword, cancellation));
    }

    public static Access Requires(ChangePasswordRequest r, Call c) =>
        c.Caller.User is { } user
            ? OwnPassword.Granted(c, AccessTo.User(c, Actions.ChangePassword, user.Name))
            : throw Errors.InvalidUserType("Only IAM Users can change their own password");

    public void Execute(ChangePasswordRequest r, Change change, PasswordChange? derived)
    {
        var user = Existing.User(change.Account, change.Call.Caller.User!.Name);
        var profile = PasswordInput.ProfileOf(user);
        var hashes = passwords.HashesOf(change.Account, user);
        // Another call may have changed the password since, or the login profile may be a new one.
        if (!hashes.IsCurrent(derived?.Old.Under(hashes) ?? hashes.Derive(r.OldPassword)))
            throw WrongPassword();
        PasswordInput.Set(change, passwords, user, profile with { ResetRequired = false }, r.NewPassword, derived?.New);
    }

    static Wire.ApiException WrongPassword() => Wire.CommonErrors.AccessDenied("The old password was incorrect.");
}
