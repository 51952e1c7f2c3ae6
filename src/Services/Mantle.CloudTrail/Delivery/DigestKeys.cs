using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Mantle.CloudTrail.Entities;
using Mantle.Core.Accounts;
using Mantle.Core.Modules;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;

namespace Mantle.CloudTrail.Delivery;

/// <summary>
/// The keys that sign digest files: RSA with 2048 bits, a new one every 30 days. The management account keeps them. The private key of
/// a replaced one is removed; its public key stays, so that old digest files can be validated.
/// </summary>
sealed class DigestKeys(Parts parts)
{
    const int Bits = 2_048;

    static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    readonly Ledger ledger = parts.Get<Ledger>();
    readonly SecretBox secrets = parts.Get<SecretBox>();

    AccountId ManagementId => parts.Get<ManagementAccount>().Id;

    /// <summary>The fingerprint of the key that signs now, which is made if it is time.</summary>
    public async Task<string> CurrentAsync(DateTimeOffset now)
    {
        if (Current(await ledger.AccountAsync(ManagementId), now) is { } current)
            return current.Fingerprint;
        using var made = RSA.Create(Bits);
        using var turn = await ledger.TurnAsync(ManagementId);
        // Another node may have been first.
        if (Current(turn.Account, now) is { } newer)
            return newer.Fingerprint;
        var change = new Change(secrets, now, turn.Account);
        var publicKey = made.ExportRSAPublicKey();
        var key = new DigestKey
        {
            Fingerprint = FingerprintOf(publicKey),
            PublicKey = Convert.ToBase64String(publicKey),
            Start = now,
            End = now + Lifetime,
        };
        foreach (var old in turn.Account.DigestKeys.All)
            if (turn.Account.Secrets.ContainsKey(old.SecretId))
                change.RemoveSecret(old.SecretId);
        change.Put(key);
        change.PutSecret(key.SecretId, Convert.ToBase64String(made.ExportRSAPrivateKey()));
        await turn.CommitAsync(now, change.Finish(), null);
        return key.Fingerprint;
    }

    /// <summary>The key with a fingerprint, or the current one if that cannot sign any more.</summary>
    public async Task<SigningDigestKey> OpenAsync(string fingerprint, DateTimeOffset now)
    {
        if (Open(await ledger.AccountAsync(ManagementId), fingerprint) is { } key)
            return key;
        var current = await CurrentAsync(now);
        return Open(await ledger.AccountAsync(ManagementId), current)
            ?? throw new CryptographicException("The key of the digest files cannot be read.");
    }

    SigningDigestKey? Open(Account? account, string fingerprint)
    {
        if (account?.DigestKeys.Find(fingerprint) is not { } key || !account.Secrets.TryGetValue(key.SecretId, out var box))
            return null;
        var rsa = RSA.Create();
        rsa.ImportRSAPrivateKey(Convert.FromBase64String(secrets.Open(key.SecretId, box)), out _);
        return new SigningDigestKey(fingerprint, rsa);
    }

    static DigestKey? Current(Account? account, DateTimeOffset now) =>
        account?.DigestKeys.All.FirstOrDefault(key => key.Start <= now && now < key.End && account.Secrets.ContainsKey(key.SecretId));

    [SuppressMessage("Security", "CA5351", Justification = "The fingerprint tells keys apart; the signature protects.")]
    static string FingerprintOf(byte[] publicKey) => Convert.ToHexStringLower(MD5.HashData(publicKey));
}
