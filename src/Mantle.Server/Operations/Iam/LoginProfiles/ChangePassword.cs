using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.LoginProfiles;

[Operation]
static class ChangePassword
{
    /// <summary>Verifies the old password and derives the new one; wrong guesses are limited.</summary>
    public static async ValueTask<PasswordChange?> PrepareAsync(ChangePasswordRequest r, Call c, CancellationToken cancellation)
    {
        if (c.FindDenial(Requires(r, c)) is not null || c.Caller.User is not { LoginProfile: not null } user)
            return null;
        var passwords = c.Server.Passwords;
        if (!passwords.Guesses.TryEnter(user.Id, c.Time))
            throw WrongPassword();
        var hashes = passwords.HashesOf(c.Account, user);
        var old = await passwords.DeriveAsync(hashes, r.OldPassword, cancellation);
        if (!hashes.IsCurrent(old.Hash))
            throw WrongPassword();
        passwords.Guesses.Succeeded(user.Id);
        return new PasswordChange(old, await passwords.DeriveAsync(hashes, r.NewPassword, cancellation));
    }

    public static Access Requires(ChangePasswordRequest r, Call c) => c.Caller.User is { } user
        ? OwnPassword.Granted(c, Target.User(c, "iam:ChangePassword", user.Name))
        : throw Errors.InvalidUserType("Only IAM Users can change their own password");

    public static void Execute(ChangePasswordRequest r, Change change, PasswordChange? passwords)
    {
        var user = Find.User(change.Account, change.Call.Caller.User!.Name);
        var profile = PasswordInput.ProfileOf(user);
        var hashes = change.Call.Server.Passwords.HashesOf(change.Account, user);
        // Another call may have set the password in the meantime, or the login profile may be new.
        if (!hashes.IsCurrent(passwords?.Old.Under(hashes) ?? hashes.Derive(r.OldPassword)))
            throw WrongPassword();
        PasswordInput.Set(change, user, profile with { ResetRequired = false }, r.NewPassword, passwords?.New);
    }

    static Wire.ApiException WrongPassword() => Wire.CommonErrors.AccessDenied("The old password was incorrect.");
}
