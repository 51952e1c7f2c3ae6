using Mantle.Core.Authorization;
using Mantle.Core.Secrets;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;
using LoginProfile = Mantle.Core.Accounts.LoginProfile;

namespace Mantle.Iam.LoginProfiles;

/// <summary>Sets console passwords: checks the account's rules and stores the hash.</summary>
static class PasswordInput
{
    /// <summary>Hashes the password for the user; null where the request has no password or the user does not exist.</summary>
    public static async ValueTask<DerivedPassword?> DeriveAsync(
        Call c,
        Passwords passwords,
        string? userName,
        string? password,
        CancellationToken cancellation
    )
    {
        if (password is null)
            return null;
        return c.Account.Users.Find(userName ?? Existing.CallersOwnName(c)) is not { } user
            ? null
            : await passwords.DeriveAsync(passwords.HashesOf(c.Account, user), password, cancellation);
    }

    /// <summary>Sets the user's password.</summary>
    /// <exception cref="Wire.ApiException">PasswordPolicyViolation: the account's rules do not allow it.</exception>
    public static void Set(
        Change change,
        Passwords passwords,
        Core.Accounts.User user,
        LoginProfile profile,
        string password,
        DerivedPassword? derived
    )
    {
        var policy = change.Account.PasswordPolicy ?? Iam.Entities.PasswordPolicy.Default;
        var hashes = passwords.HashesOf(change.Account, user);
        // There is no hash yet only if the user was created after DeriveAsync looked.
        var hash = derived?.Under(hashes) ?? hashes.Derive(password);
        if (policy.Lack(password, change.Account.Root!.AccountName) is { } lack)
            throw Errors.PasswordPolicyViolation(lack);
        if (hashes.IsAmong(hash, policy.ReusePrevention ?? 0))
            throw Errors.PasswordPolicyViolation(Iam.Entities.PasswordPolicy.NotConforming);
        var changed = user with { LoginProfile = profile with { PasswordChanged = change.Time } };
        change.Put(changed);
        change.PutSecret(LoginProfile.SecretId(changed), hashes.With(hash).ToString());
    }

    public static LoginProfile ProfileOf(Core.Accounts.User user) =>
        user.LoginProfile ?? throw Errors.NoSuchEntity($"Login Profile for User {user.Name} cannot be found.");

    public static Wire.Iam.LoginProfile Shown(Core.Accounts.User user, LoginProfile profile) =>
        new()
        {
            UserName = user.Name,
            CreateDate = profile.CreateDate,
            PasswordResetRequired = profile.ResetRequired,
        };
}
