using Mantle.Server.Authentication;
using Mantle.Server.Authorization;
using Mantle.Wire.Iam;
using LoginProfile = Mantle.Server.Accounts.LoginProfile;

namespace Mantle.Server.Operations.Iam.LoginProfiles;

/// <summary>A new console password: its hash, the account's rules for it, and where it is kept.</summary>
static class PasswordInput
{
    /// <summary>Derives the hash of a password for a user, if it is there and the call may go on at all; nobody makes the server work without permission.</summary>
    public static async ValueTask<DerivedPassword?> DeriveAsync(Call c, Access access, string? userName, string? password, CancellationToken cancellation)
    {
        if (password is null || c.FindDenial(access) is not null)
            return null;
        return c.Account.Users.Find(userName ?? Find.CallersOwnName(c)) is not { } user ? null
            : await c.Server.Passwords.DeriveAsync(c.Server.Passwords.HashesOf(c.Account, user), password, cancellation);
    }

    /// <summary>Gives a user the password.</summary>
    /// <exception cref="Wire.ApiException">PasswordPolicyViolation: the account's rules do not allow it.</exception>
    public static void Set(Change change, Accounts.User user, LoginProfile profile, string password, DerivedPassword? derived)
    {
        var policy = change.Account.PasswordPolicy ?? Accounts.PasswordPolicy.Default;
        var hashes = change.Call.Server.Passwords.HashesOf(change.Account, user);
        // Not derived beforehand only where permission came in the meantime.
        var hash = derived?.Under(hashes) ?? hashes.Derive(password);
        if (policy.Lack(password, change.Account.Root!.AccountName) is { } lack)
            throw Errors.PasswordPolicyViolation(lack);
        if (hashes.IsAmong(hash, policy.ReusePrevention ?? 0))
            throw Errors.PasswordPolicyViolation(Accounts.PasswordPolicy.NotConforming);
        var changed = user with { LoginProfile = profile with { PasswordChanged = change.Time } };
        change.Put(changed);
        change.PutSecret(LoginProfile.SecretId(changed), hashes.With(hash).ToString());
    }

    public static LoginProfile ProfileOf(Accounts.User user) =>
        user.LoginProfile ?? throw Errors.NoSuchEntity($"Login Profile for User {user.Name} cannot be found.");

    public static Wire.Iam.LoginProfile Shown(Accounts.User user, LoginProfile profile) => new()
    {
        UserName = user.Name,
        CreateDate = profile.CreateDate,
        PasswordResetRequired = profile.ResetRequired,
    };
}
