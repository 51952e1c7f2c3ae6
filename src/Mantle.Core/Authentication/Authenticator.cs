using System.Security.Cryptography;
using Mantle.Core.Accounts;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Core.Telemetry;
using Mantle.SigV4;
using Mantle.Wire;

namespace Mantle.Core.Authentication;

/// <summary>
/// Finds out who signed a request. The credential scope gives the access key id, the id gives the account, and the account has the
/// secret; a session token contains everything itself. Nothing is trusted before the signature is verified.
/// </summary>
public sealed class Authenticator(Ledger ledger, SecretBox secrets, SessionTokens tokens, CacheInstruments? instruments = null)
{
    readonly SigningKeyCache signingKeys = new();

    /// <summary>The caller of a signed request, and the key that it was signed with.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signature">The request's signature, parsed but not yet verified.</param>
    /// <param name="now">The time at which it must be valid.</param>
    /// <param name="errors">The service's errors for refused credentials.</param>
    /// <exception cref="ApiException">The request is not authentic.</exception>
    public async ValueTask<(Caller Caller, SigningKey Key)> AuthenticateAsync(
        ISignedRequest request,
        RequestSignature signature,
        DateTimeOffset now,
        CredentialErrors errors
    )
    {
        if (signature.Check(request.Signable, now) is { } error)
            throw CredentialErrors.Of(error);
        var (caller, key) = await FindAsync(signature.AccessKeyId, signature.Scope, signature.SessionToken, now, errors);
        Verify(request, signature, key);
        return (caller, key);
    }

    /// <summary>Finds out who signed the policy of an upload form.</summary>
    /// <exception cref="ApiException">The form is not authentic.</exception>
    public async ValueTask<Caller> AuthenticateAsync(
        string policy,
        PostSignature signature,
        string? sessionToken,
        DateTimeOffset now,
        CredentialErrors errors
    )
    {
        var (caller, key) = await FindAsync(signature.AccessKeyId, signature.Scope, sessionToken, now, errors);
        return signature.Verify(policy, key) is { } error ? throw CredentialErrors.Of(error) : caller;
    }

    async ValueTask<(Caller, SigningKey)> FindAsync(
        string accessKeyId,
        CredentialScope scope,
        string? sessionToken,
        DateTimeOffset now,
        CredentialErrors errors
    )
    {
        var (caller, secret, stamp) = sessionToken is not null
            ? await OfSessionAsync(accessKeyId, sessionToken, now, errors)
            : await OfLongTermKeyAsync(accessKeyId, errors);
        var isKnown = signingKeys.TryGet(accessKeyId, scope, stamp, out var key);
        instruments?.Count(CacheInstruments.SigningKeys, isKnown);
        if (!isKnown)
            key = signingKeys.GetOrDerive(accessKeyId, scope, stamp, secret());
        return (caller, key!);
    }

    static void Verify(ISignedRequest request, RequestSignature signature, SigningKey key)
    {
        // An S3 body is verified while it is read. Its signature covers the hash that the request declares.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (!signature.Profile.IsS3)
            SHA256.HashData(request.Body.Span, hash);
        if (signature.Verify(request.Signable, key, signature.Profile.IsS3 ? default : hash) is { } error)
            throw CredentialErrors.Of(error);
    }

    async ValueTask<(Caller, Func<string>, long)> OfLongTermKeyAsync(string accessKeyId, CredentialErrors errors)
    {
        var found = await FindKeyAsync(accessKeyId);
        // Another node may have created the key just now.
        if (found is null && await ledger.CatchUpAsync())
            found = await FindKeyAsync(accessKeyId);
        var (account, caller) = found ?? throw errors.UnknownKey(accessKeyId);
        return (caller, () => secrets.Open(accessKeyId, account.Secrets[accessKeyId]), 0);
    }

    async ValueTask<Caller?> FindAsync(Session session)
    {
        // A service can assume a role of another account for a workload; the workload's own account ends that.
        if (
            session.Workload is { } workload
            && workload.AccountId != session.AccountId
            && (await ledger.AccountAsync(workload.AccountId) is not { } home || !workload.IsRegisteredIn(home))
        )
            return null;
        return await ledger.AccountAsync(session.AccountId) is { } account ? Caller.OfSession(account, session) : null;
    }

    async ValueTask<(Account Account, Caller Caller)?> FindKeyAsync(string accessKeyId) =>
        UniqueId.AccountOf(accessKeyId) is { } id
        && await ledger.AccountAsync(id) is { } account
        && Caller.OfLongTermKey(account, accessKeyId) is { } caller
        && account.FindAccessKey(accessKeyId).Key is { Active: true }
            ? (account, caller)
            : null;

    async ValueTask<(Caller, Func<string>, long)> OfSessionAsync(
        string accessKeyId,
        string token,
        DateTimeOffset now,
        CredentialErrors errors
    )
    {
        // Another node may have started a new session key just now, or created the role.
        if (
            (tokens.Verify(token) ?? (await ledger.CatchUpAsync() ? tokens.Verify(token) : null)) is not { } verified
            || verified.Session.AccessKeyId != accessKeyId
        )
            throw errors.InvalidToken(accessKeyId, token);
        if (verified.Session.ExpiresAt <= now)
            throw errors.ExpiredToken(token);
        var caller = await FindAsync(verified.Session);
        if (caller is null && await ledger.CatchUpAsync())
            caller = await FindAsync(verified.Session);
        if (caller is null)
            throw errors.InvalidToken(accessKeyId, token);
        // The stamp keeps apart two tokens that have the same access key id.
        return (caller, () => verified.SecretAccessKey, string.GetHashCode(verified.SecretAccessKey, StringComparison.Ordinal));
    }
}
