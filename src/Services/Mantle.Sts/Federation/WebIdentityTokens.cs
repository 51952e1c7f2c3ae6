using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;
using Mantle.Core.Modules;
using Mantle.Iam.OutboundFederation;
using Mantle.Wire;

namespace Mantle.Sts.Federation;

/// <summary>
/// Verifies web identity tokens against the OpenID Connect providers of an account
/// (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html"/>). As at AWS, a token can be used
/// again until it expires: SDKs read it from the same file again.
/// </summary>
sealed class WebIdentityTokens(Issuers issuers, OutboundIssuers outbound, MantleSettings settings)
{
    const string SourceIdentityClaim = "https://aws.amazon.com/source_identity";

    /// <summary>How far ahead an issuer's clock may be.</summary>
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The condition keys that the session keeps.
    /// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#cross-condition-keys-wif"/>
    /// </summary>
    static readonly string[] ClaimsThatStay = ["amr", "aud", "id", "sub"];

    /// <summary>Verifies a token. White space around it, such as the last newline of a file, is ignored.</summary>
    /// <exception cref="ApiException">InvalidIdentityToken, ExpiredTokenException or IDPCommunicationError.</exception>
    public async ValueTask<WebIdentity> VerifyAsync(Account? account, string text, DateTimeOffset now, CancellationToken cancellation)
    {
        using var token =
            JsonWebToken.TryParse(text.Trim())
            ?? throw FederationErrors.InvalidIdentityToken(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
            );
        var issuer = IssuerOf(token, account);
        if (token.Algorithm is not ("RS256" or "RS384" or "RS512" or "ES256" or "ES384" or "ES512"))
            throw FederationErrors.InvalidIdentityToken("Unsupported token signature algorithm");
        var key = outbound.IsOwnIssuer(issuer.Url)
            ? await outbound.FindKeyAsync(issuer.Url, token) ?? throw IssuerFault.Answer.ToError()
            : await issuers.KeyAsync(issuer, token, cancellation);
        if (!key.Verifies(token))
            throw FederationErrors.InvalidIdentityToken("Token signature invalid");
        // A principal's own token would begin a role chain anew, without the source identity and the tags that the chain must keep.
        if (outbound.IsOwnIssuer(issuer.Url) && token.Claims.TryGetProperty(OutboundTokens.AwsClaims, out _))
            throw FederationErrors.InvalidIdentityToken("Tokens of GetWebIdentityToken are not accepted");
        CheckTimes(token, now);
        return Describe(token, issuer);
    }

    /// <summary>
    /// Verifies a token of a service account. The account's own issuer needs no provider; any other one does, as everywhere.
    /// </summary>
    /// <exception cref="ApiException">InvalidIdentityToken, ExpiredTokenException or IDPCommunicationError.</exception>
    public async ValueTask<(string Subject, string Audience, JsonWebToken Token)> VerifyServiceAccountAsync(
        Account account,
        string text,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var token = JsonWebToken.TryParse(text.Trim()) ?? throw FederationErrors.InvalidIdentityToken("The token is not a valid JWT.");
        var name = WebIdentityClaims.Required(token, "iss");
        if (account.Outbound is not { } own || outbound.UrlOf(own) != name)
        {
            var identity = await VerifyAsync(account, text, now, cancellation);
            return (identity.Subject, identity.Audience, token);
        }
        if ((await outbound.FindKeyAsync(name, token))?.Verifies(token) != true)
            throw FederationErrors.InvalidIdentityToken("Token signature invalid");
        CheckTimes(token, now);
        return (
            WebIdentityClaims.Required(token, "sub"),
            token.Claims.TryGetProperty("aud", out var claim) && WebIdentityClaims.Texts(claim) is [var audience] ? audience : "",
            token
        );
    }

    /// <summary>
    /// The provider of the token's issuer, compared case-sensitively. A provider of the account wins over a built-in one. AWS refuses its
    /// own issuers' tokens; here an account can trust one of this server's issuers for the tokens of service accounts.
    /// </summary>
    TrustedIssuer IssuerOf(JsonWebToken token, Account? account)
    {
        var name = WebIdentityClaims.Required(token, "iss");
        var builtIn = account is null ? null : issuers.BuiltIn.Find(name);
        if (builtIn is null && (!Uri.TryCreate(name, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")))
            throw FederationErrors.InvalidIdentityToken("Issuer must be a valid URL");
        return (ProviderOf(account, name) is { } provider ? TrustedIssuer.Of(provider) : builtIn)
            ?? throw FederationErrors.InvalidIdentityToken($"No OpenIDConnect provider found in your account for {name}");
    }

    OidcProvider? ProviderOf(Account? account, string issuer)
    {
        var name = issuer[(issuer.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
        return
            account?.OidcProviders.Find(name) is { } provider
            && provider.Url == issuer
            && (!provider.IsPlain || settings.AllowHttpIssuers || outbound.IsOwnIssuer(issuer))
            ? provider
            : null;
    }

    static void CheckTimes(JsonWebToken token, DateTimeOffset now)
    {
        var expires = WebIdentityClaims.Time(token, "exp") ?? throw WebIdentityClaims.Missing("exp");
        var issued = WebIdentityClaims.Time(token, "iat") ?? throw WebIdentityClaims.Missing("iat");
        if (now >= expires)
            throw FederationErrors.ExpiredTokenException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Token expired: current date/time {now.ToUnixTimeSeconds()} must be before the expiration date/time "
                        + $"{expires.ToUnixTimeSeconds()}"
                )
            );
        if (issued > now + Skew)
            throw FederationErrors.InvalidIdentityToken("Token issued in the future");
        if (token.Claims.TryGetProperty("nbf", out _) && WebIdentityClaims.Time(token, "nbf") is null)
            throw FederationErrors.InvalidIdentityToken("Invalid nbf claim");
        if (WebIdentityClaims.Time(token, "nbf") > now + Skew)
            throw FederationErrors.InvalidIdentityToken("Token is not valid yet");
    }

    static WebIdentity Describe(JsonWebToken token, TrustedIssuer issuer)
    {
        var subject = WebIdentityClaims.Required(token, "sub");
        if (subject.Length is < 1 or > 255)
            throw FederationErrors.InvalidIdentityToken("Invalid sub claim");
        var audience = WebIdentityClaims.Audience(token, issuer, out var original);
        var keys = ImmutableArray.CreateBuilder<SessionKey>();
        keys.Add(new SessionKey($"{issuer.Name}:aud", audience));
        if (original is not null)
            keys.Add(new SessionKey($"{issuer.Name}:oaud", original));
        foreach (var claim in issuer.Claims)
            if (claim is not ("aud" or "oaud") && WebIdentityClaims.ValuesOf(token.Claims, claim) is { IsEmpty: false } values)
                keys.Add(new SessionKey($"{issuer.Name}:{claim}", values));
        return new WebIdentity
        {
            ProviderArn = issuer.Principal,
            Provider = issuer.Name,
            Subject = subject,
            Audience = audience,
            Keys = keys.ToImmutable(),
            SessionKeys = [.. keys.Where(key => ClaimsThatStay.Contains(key.Name[(issuer.Name.Length + 1)..]))],
            Attributes = SessionAttributeRules.Checked(
                WebIdentityClaims.Tags(token, out var transitive),
                transitive,
                WebIdentityClaims.Optional(token, SourceIdentityClaim)
            ),
        };
    }
}
