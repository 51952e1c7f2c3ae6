using System.Security.Cryptography;
using Mantle.Core.Accounts;

namespace Mantle.Iam.OutboundFederation;

/// <summary>
/// The keys that sign an account's web identity tokens. A key signs for thirty days. The key before it stays published, because tokens that
/// it signed may still be in use.
/// </summary>
public static class TokenKeys
{
    public const string Rsa = "RS256",
        EllipticCurve = "ES384";

    static readonly TimeSpan SigningTime = TimeSpan.FromDays(30);

    /// <summary>A new key, with its private half in PEM.</summary>
    public static (TokenKey Key, string Private) New(string algorithm, DateTimeOffset now)
    {
        using AsymmetricAlgorithm key = algorithm == Rsa ? RSA.Create(2_048) : ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return (
            new TokenKey(RandomId.New().ToString(), algorithm, now, Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())),
            key.ExportPkcs8PrivateKeyPem()
        );
    }

    /// <summary>
    /// Starts signing with a new key where the present one is due for rotation; drops the keys older than the present one.
    /// </summary>
    public static void Rotate(Change change, (TokenKey Key, string Private) made)
    {
        var algorithm = made.Key.Algorithm;
        if (!IsDue(change.Account, algorithm, change.Time))
            return;
        var outbound = change.Account.Outbound!;
        foreach (var old in outbound.Keys.Where(key => key.Algorithm == algorithm).SkipLast(1))
        {
            outbound = outbound with { Keys = outbound.Keys.Remove(old) };
            change.RemoveSecret(old.Id);
        }
        Add(change, outbound, made);
    }

    /// <summary>Puts keys into a change: the public halves with the entity, the private halves as sealed secrets.</summary>
    public static void Add(
        Change change,
        Core.Accounts.OutboundFederation outbound,
        params ReadOnlySpan<(TokenKey Key, string Private)> made
    )
    {
        foreach (var (key, secret) in made)
        {
            outbound = outbound with { Keys = outbound.Keys.Add(key) };
            change.PutSecret(key.Id, secret);
        }
        change.Put(outbound);
    }

    /// <summary>Whether the present key has signed for thirty days.</summary>
    public static bool IsDue(Account account, string algorithm, DateTimeOffset now) =>
        account.Outbound is { Enabled: true } outbound && now - outbound.Newest(algorithm).CreateDate >= SigningTime;
}
