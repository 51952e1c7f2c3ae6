using System.Security.Cryptography;
using Mantle.Server.Accounts;
using Mantle.Server.Authorization;

namespace Mantle.Server.Federation;

/// <summary>
/// The keys that an account's web identity tokens are signed with. A key signs for thirty days; the one before it stays
/// published, since tokens of it may still be on their way.
/// </summary>
static class TokenKeys
{
    public const string Rsa = "RS256", EllipticCurve = "ES384";

    static readonly TimeSpan SigningTime = TimeSpan.FromDays(30);

    /// <summary>A new key, with its private half in PEM.</summary>
    public static (TokenKey Key, string Private) New(string algorithm, DateTimeOffset now)
    {
        using AsymmetricAlgorithm key = algorithm == Rsa ? RSA.Create(2_048) : ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return (new TokenKey(RandomId.New().ToString(), algorithm, now, Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Makes a new key where the present one has signed long enough.</summary>
    public static async Task RotateAsync(Services services, Account account, string algorithm, DateTimeOffset now)
    {
        if (!IsDue(account, algorithm, now))
            return;
        var made = New(algorithm, now);
        using var turn = await services.Ledger.TurnAsync(account.Id, withDirectory: false);
        if (!IsDue(turn.Account, algorithm, now))
            return;
        var change = new Change(services.Secrets, now, turn.Account, null);
        var outbound = turn.Account.Outbound!;
        foreach (var old in outbound.Keys.Where(key => key.Algorithm == algorithm).SkipLast(1))
        {
            outbound = outbound with { Keys = outbound.Keys.Remove(old) };
            change.RemoveSecret(old.Id);
        }
        Add(change, outbound, made);
        await turn.CommitAsync(now, change.Finish(), null);
    }

    /// <summary>Puts keys into a change: the public halves with the entity, the private ones sealed.</summary>
    public static void Add(Change change, OutboundFederation outbound, params ReadOnlySpan<(TokenKey Key, string Private)> made)
    {
        foreach (var (key, secret) in made)
        {
            outbound = outbound with { Keys = outbound.Keys.Add(key) };
            change.PutSecret(key.Id, secret);
        }
        change.Put(outbound);
    }

    static bool IsDue(Account account, string algorithm, DateTimeOffset now) =>
        account.Outbound is { Enabled: true } outbound && now - outbound.Newest(algorithm).CreateDate >= SigningTime;
}
