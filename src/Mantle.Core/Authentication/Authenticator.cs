using System.Security.Cryptography;
using Mantle.Core.Accounts;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Core.Telemetry;
using Mantle.SigV4;
using Mantle.Wire;

namespace Mantle.Core.Authentication;

/// <summary>
/// Finds out who signed a request. The credential scope names the key, the key its account, the account the secret; a session
/// brings everything in its token. Nothing is believed before the signature is verified.
/// </summary>
public sealed class Authenticator(Ledger ledger, SecretBox secrets, SessionTokens tokens, CacheInstruments? told = null)
{
    readonly SigningKeyCache signingKeys = new();

    /// <summary>The caller of a signed request, and the key that it was signed with.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signature">The request's signature, as it was read.</param>
    /// <param name="now">The time at which it must be valid.</param>
    /// <param name="errors">How the service refuses credentials.</param>
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

    /// <summary>Who signed the policy of an upload form.</summary>
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
        told?.Count(CacheInstruments.SigningKeys, isKnown);
        if (!isKnown)
            key = signingKeys.GetOrDerive(accessKeyId, scope, stamp, secret());
        return (caller, key!);
    }

    static void Verify(ISignedRequest request, RequestSignature signature, SigningKey key)
    {
        // The body of a request to S3 is verified as it is read; what is signed is the hash that the request declares.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (!signature.Profile.IsS3)
            SHA256.HashData(request.Body.Span, hash);
        if (signature.Verify(request.Signable, key, signature.Profile.IsS3 ? default : hash) is { } error)
            throw CredentialErrors.Of(error);
    }

    async ValueTask<(Caller, Func<string>, long)> OfLongTermKeyAsync(string accessKeyId, CredentialErrors errors)
    {
        if (
            UniqueId.AccountOf(accessKeyId) is not { } id
            || await ledger.AccountAsync(id) is not { } account
            || Caller.OfLongTermKey(account, accessKeyId) is not { } caller
            || account.FindAccessKey(accessKeyId).Key is not { Active: true }
        )
            throw errors.UnknownKey(accessKeyId);
        return (caller, () => secrets.Open(accessKeyId, account.Secrets[accessKeyId]), 0);
    }

    async ValueTask<(Caller, Func<string>, long)> OfSessionAsync(
        string accessKeyId,
        string token,
        DateTimeOffset now,
        CredentialErrors errors
    )
    {
        if (tokens.Verify(token) is not { } verified || verified.Session.AccessKeyId != accessKeyId)
            throw errors.InvalidToken(accessKeyId, token);
        if (verified.Session.ExpiresAt <= now)
            throw errors.ExpiredToken(token);
        if (
            await ledger.AccountAsync(verified.Session.AccountId) is not { } account
            || Caller.OfSession(account, verified.Session) is not { } caller
        )
            throw errors.InvalidToken(accessKeyId, token);
        // The stamp tells two tokens apart that would share an access key id.
        return (caller, () => verified.SecretAccessKey, string.GetHashCode(verified.SecretAccessKey, StringComparison.Ordinal));
    }
}
