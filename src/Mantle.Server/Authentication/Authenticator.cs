using System.Security.Cryptography;
using Mantle.Server.Protocol;
using Mantle.SigV4;

namespace Mantle.Server.Authentication;

/// <summary>
/// Finds out who signed a request. The credential scope names the key, the key its account, the account the secret; a session
/// brings everything in its token. Nothing is believed before the signature is verified.
/// </summary>
sealed class Authenticator(Services services)
{
    readonly SigningKeyCache signingKeys = new();

    /// <summary>The caller of a signed request.</summary>
    /// <param name="exchange">The request; for services other than S3 its body has been read.</param>
    /// <param name="signature">The request's signature, as it was read.</param>
    /// <exception cref="Refusal">The request is not authentic.</exception>
    public async ValueTask<Caller> AuthenticateAsync(Exchange exchange, RequestSignature signature)
    {
        if (signature.Check(exchange.Signable, exchange.Time) is { } error)
            throw new Refusal(error);
        var (caller, key) = await FindAsync(signature.AccessKeyId, signature.Scope, signature.SessionToken, exchange.Time, CredentialErrors.For(signature));
        Verify(exchange, signature, key);
        return caller;
    }

    /// <summary>Who signed the policy of an upload form.</summary>
    /// <exception cref="Refusal">The form is not authentic.</exception>
    public async ValueTask<Caller> AuthenticateAsync(PostForm form, PostSignature signature, DateTimeOffset now)
    {
        var (caller, key) = await FindAsync(signature.AccessKeyId, signature.Scope, form.Find("x-amz-security-token"), now, CredentialErrors.OfS3);
        return signature.Verify(form.Policy!, key) is { } error ? throw new Refusal(error) : caller;
    }

    async ValueTask<(Caller, SigningKey)> FindAsync(string accessKeyId, CredentialScope scope, string? sessionToken, DateTimeOffset now, CredentialErrors errors)
    {
        var (caller, secret, stamp) = sessionToken is not null
            ? await OfSessionAsync(accessKeyId, sessionToken, now, errors)
            : await OfLongTermKeyAsync(accessKeyId, errors);
        if (!signingKeys.TryGet(accessKeyId, scope, stamp, out var key))
            key = signingKeys.GetOrDerive(accessKeyId, scope, stamp, secret());
        return (caller, key);
    }

    static void Verify(Exchange exchange, RequestSignature signature, SigningKey key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (!signature.Profile.IsS3)
            SHA256.HashData(exchange.Body.Span, hash);
        if (signature.Verify(exchange.Signable, key, signature.Profile.IsS3 ? default : hash) is { } error)
            throw new Refusal(error);
        if (signature.Profile.IsS3)
            exchange.Proven(signature, key);
    }

    async ValueTask<(Caller, Func<string>, long)> OfLongTermKeyAsync(string accessKeyId, CredentialErrors errors)
    {
        if (UniqueIdAccount(accessKeyId) is not { } id || await services.Ledger.AccountAsync(id) is not { } account
            || Caller.OfLongTermKey(account, accessKeyId) is not { } caller || account.FindAccessKey(accessKeyId).Key is not { Active: true })
            throw errors.UnknownKey(accessKeyId);
        return (caller, () => services.Secrets.Open(accessKeyId, account.Secrets[accessKeyId]), 0);
    }

    async ValueTask<(Caller, Func<string>, long)> OfSessionAsync(string accessKeyId, string token, DateTimeOffset now, CredentialErrors errors)
    {
        if (services.Tokens.Verify(token) is not { } verified || verified.Session.AccessKeyId != accessKeyId)
            throw errors.InvalidToken(accessKeyId, token);
        if (verified.Session.ExpiresAt <= now)
            throw errors.ExpiredToken(token);
        if (await services.Ledger.AccountAsync(verified.Session.AccountId) is not { } account
            || Caller.OfSession(account, verified.Session) is not { } caller)
            throw errors.InvalidToken(accessKeyId, token);
        // The stamp tells two tokens apart that would share an access key id.
        return (caller, () => verified.SecretAccessKey, string.GetHashCode(verified.SecretAccessKey, StringComparison.Ordinal));
    }

    static string? UniqueIdAccount(string accessKeyId) => Accounts.UniqueId.AccountOf(accessKeyId);
}
