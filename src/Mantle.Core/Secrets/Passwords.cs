using Mantle.Core.Accounts;

namespace Mantle.Core.Secrets;

/// <summary>
/// Console passwords. Deriving their hashes is slow work, done before a call is authorized and on some of the processors only.
/// </summary>
public sealed class Passwords(SecretBox secrets) : IDisposable
{
    readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount / 2));

    public GuessLimit Guesses { get; } = new();

    /// <summary>The user's hashes; new ones where it has no password.</summary>
    public PasswordHashes HashesOf(Account account, User user) =>
        user.LoginProfile is not null && account.Secrets.TryGetValue(LoginProfile.SecretId(user), out var box)
            ? PasswordHashes.Parse(secrets.Open(LoginProfile.SecretId(user), box))
            : PasswordHashes.New();

    public async ValueTask<DerivedPassword> DeriveAsync(PasswordHashes hashes, string password, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        try
        {
            return new DerivedPassword(password, hashes, await Task.Run(() => hashes.Derive(password), cancellation));
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();
}

/// <summary>A password with its hash under the salt that was the user's when it was derived.</summary>
public sealed record DerivedPassword(string Password, PasswordHashes Hashes, byte[] Hash)
{
    /// <summary>The hash under a user's present salt: another one only if the login profile was made anew in between.</summary>
    public byte[] Under(PasswordHashes present) =>
        present.Salt.AsSpan().SequenceEqual(Hashes.Salt) && present.Rounds == Hashes.Rounds ? Hash : present.Derive(Password);
}
