using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Mantle.Core.Secrets;

/// <summary>
/// The hashes of a user's current and earlier passwords, newest first: PBKDF2-HMAC-SHA-256. All use the user's salt, so one derivation
/// compares a password with all of them. Stored sealed as <c>pbkdf2-sha256$rounds$salt$hash,hash,…</c>.
/// </summary>
public sealed record PasswordHashes(byte[] Salt, int Rounds, ImmutableArray<byte[]> Hashes)
{
    /// <summary>AWS remembers at most 24 passwords besides the current one.</summary>
    public const int Remembered = 25;

    const string Scheme = "pbkdf2-sha256";
    const int CurrentRounds = 600_000,
        SaltLength = 16,
        HashLength = 32;

    /// <summary>The hashes of a user that has never had a password: none yet.</summary>
    public static PasswordHashes New() => new(RandomNumberGenerator.GetBytes(SaltLength), CurrentRounds, []);

    public static PasswordHashes Parse(string text)
    {
        var parts = text.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme)
            throw new CryptographicException("The password hash is of a kind that this version does not know.");
        return new PasswordHashes(
            Convert.FromBase64String(parts[2]),
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            [.. parts[3].Split(',').Select(Convert.FromBase64String)]
        );
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Scheme}${Rounds}${Convert.ToBase64String(Salt)}${string.Join(',', Hashes.Select(Convert.ToBase64String))}"
        );

    /// <summary>The hash of a password with this salt. Slow by design: some hundred milliseconds.</summary>
    public byte[] Derive(string password) => Rfc2898DeriveBytes.Pbkdf2(password, Salt, Rounds, HashAlgorithmName.SHA256, HashLength);

    public bool IsCurrent(byte[] hash) => !Hashes.IsEmpty && CryptographicOperations.FixedTimeEquals(Hashes[0], hash);

    /// <summary>Whether a hash is among those of the newest <paramref name="count"/> passwords.</summary>
    public bool IsAmong(byte[] hash, int count)
    {
        foreach (var known in Hashes.AsSpan(0, Math.Min(count, Hashes.Length)))
            if (CryptographicOperations.FixedTimeEquals(known, hash))
                return true;
        return false;
    }

    public PasswordHashes With(byte[] hash) => this with { Hashes = [hash, .. Hashes.Take(Remembered - 1)] };
}
