using Mantle.Core.Accounts;

namespace Mantle.Core.Secrets;

/// <summary>
/// Console passwords. Hashing is slow, so it is done before a writer's turn and on some of the processors only.
/// </summary>
public sealed class Passwords(SecretBox secrets) : IDisposable
{
    readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount / 2));

    public GuessLimit Guesses { get; } = new();

    /// <summary>The user's hashes; an empty set with a new salt if it has no password.</summary>
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

/// <summary>A password and its hash, with the user's hashes and salt at that time.</summary>
public sealed record DerivedPassword(string Password, PasswordHashes Hashes, byte[] Hash)
{
    /// <summary>The hash with the user's current salt. It is derived again only if the login profile was recreated in between.</summary>
    public byte[] Under(PasswordHashes present) =>
        present.Salt.AsSpan().SequenceEqual(Hashes.Salt) && present.Rounds == Hashes.Rounds ? Hash : present.Derive(Password);
}
