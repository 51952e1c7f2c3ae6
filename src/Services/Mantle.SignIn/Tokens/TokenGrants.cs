using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.SignIn.Entities;
using Mantle.Wire;
using Mantle.Wire.SignIn;

namespace Mantle.SignIn.Tokens;

/// <summary>Finds out who a request for tokens is for: by its code or refresh token, and by the key that signed its proof.</summary>
sealed class TokenGrants(Ledger ledger, SealedTokens refreshTokens)
{
    readonly SeenProofs seen = new();

    /// <exception cref="ApiException">There is no genuine code or refresh token in it, or no proof.</exception>
    public async ValueTask<TokenGrant> ReadAsync(Exchange exchange, CreateOAuth2TokenRequestBody request)
    {
        var proof =
            KeyProof.TryRead(
                exchange.Header("DPoP"),
                exchange.Http.Request.Method,
                exchange.Http.Request.Host.Value ?? "",
                exchange.Path,
                exchange.Time
            ) ?? throw TokenErrors.Invalid("The request needs a DPoP proof of its own, signed with ES256.");
        var grant =
            request.GrantType == "refresh_token"
                ? await RefreshAsync(request, proof, exchange.Time)
                : await CodeAsync(request, proof, exchange.Time);
        // The proof is used up by what it could be stolen for, and not by what anybody can send.
        return seen.TryAdd(proof, exchange.Time) ? grant : throw TokenErrors.Invalid("The DPoP proof was used before.");
    }

    async ValueTask<TokenGrant> CodeAsync(CreateOAuth2TokenRequestBody request, KeyProof proof, DateTimeOffset now)
    {
        if (request is not { Code: { } text, CodeVerifier: { } verifier })
            throw TokenErrors.Invalid("The grant type authorization_code needs code and codeVerifier.");
        if (AuthorizationCode.TryParse(text) is not { } parsed)
            throw TokenErrors.CodeExpired();
        var (account, code) = await FindAsync(parsed.AccountId, parsed.Id);
        // Another node may have made the code just now.
        if (code is null && await ledger.CatchUpAsync())
            (account, code) = await FindAsync(parsed.AccountId, parsed.Id);
        if (account is null || code?.Is(text) != true)
            throw TokenErrors.CodeExpired();
        var refusal =
            code.ExpirationDate <= now ? TokenErrors.CodeExpired()
            : request.ClientId != code.ClientId || request.RedirectUri != code.RedirectUri
                ? TokenErrors.Invalid("The authorization code is for another client or redirectUri.")
            : Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) != code.CodeChallenge
                ? TokenErrors.Invalid("The codeVerifier is not that of the authorization code.")
            : null;
        return new TokenGrant(account, code.ClientId, proof.KeyThumbprint, code.SignIn, code.Id, refusal);
    }

    async ValueTask<(Account?, AuthorizationCode?)> FindAsync(AccountId accountId, string id) =>
        await ledger.AccountAsync(accountId) is { } account ? (account, account.AuthorizationCodes.Find(id)) : (null, null);

    async ValueTask<TokenGrant> RefreshAsync(CreateOAuth2TokenRequestBody request, KeyProof proof, DateTimeOffset now)
    {
        if (request.RefreshToken is not { } token)
            throw TokenErrors.Invalid("The grant type refresh_token needs refreshToken.");
        if (
            RefreshStatement.Open(refreshTokens, token) is not { } statement
            || await ledger.AccountAsync(AccountId.Parse(statement.AccountId)) is not { } account
        )
            throw TokenErrors.TokenExpired();
        var refusal =
            statement.SignIn.Ends <= now ? TokenErrors.TokenExpired()
            : statement.ClientId != request.ClientId || statement.KeyThumbprint != proof.KeyThumbprint
                ? TokenErrors.Invalid("The refresh token belongs to another client or key.")
            : null;
        return new TokenGrant(account, statement.ClientId, statement.KeyThumbprint, statement.SignIn, null, refusal);
    }
}
