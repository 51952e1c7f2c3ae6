using System.Collections.Immutable;
using System.Text.Json;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;
using Mantle.Core.Modules;
using Mantle.Iam.OutboundFederation;
using Mantle.Wire;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Sts.Federation;

/// <summary>
/// Verifies web identity tokens against the OpenID Connect providers of an account
/// (<see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html"/>). A valid token may be
/// used until it expires, as at AWS: SDKs read the same file again.
/// </summary>
sealed class WebIdentityTokens(Issuers issuers, OutboundIssuers outbound, MantleSettings settings)
{
    const string TagsClaim = "https://aws.amazon.com/tags",
        SourceIdentityClaim = "https://aws.amazon.com/source_identity";

    /// <summary>How far ahead an issuer's clock may be.</summary>
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The keys that stay with the session.
    /// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#cross-condition-keys-wif"/>
    /// </summary>
    static readonly string[] ClaimsThatStay = ["amr", "aud", "id", "sub"];

    /// <summary>Verifies a token; what is blank at its end, such as the newline that ends its file, is no part of it.</summary>
    /// <exception cref="ApiException">InvalidIdentityToken, ExpiredTokenException or IDPCommunicationError.</exception>
    public async ValueTask<WebIdentity> VerifyAsync(Account? account, string text, DateTimeOffset now, CancellationToken cancellation)
    {
        using var token =
            JsonWebToken.TryParse(text.TrimEnd())
            ?? throw FederationErrors.InvalidIdentityToken(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
            );
        var issuer = IssuerOf(token, account);
        if (token.Algorithm is not ("RS256" or "RS384" or "RS512" or "ES256" or "ES384" or "ES512"))
            throw FederationErrors.InvalidIdentityToken("Unsupported token signature algorithm");
        var key = await issuers.KeyAsync(issuer, token, cancellation);
        if (!key.Verifies(token))
            throw FederationErrors.InvalidIdentityToken("Token signature invalid");
        CheckTimes(token, now);
        return Describe(token, issuer);
    }

    /// <summary>The issuer that the token names, to the letter; a provider of the account comes before one that is built in.</summary>
    TrustedIssuer IssuerOf(JsonWebToken token, Account? account)
    {
        var name = Required(token, "iss");
        var builtIn = account is null ? null : issuers.BuiltIn.Find(name);
        if (builtIn is null && (!Uri.TryCreate(name, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")))
            throw FederationErrors.InvalidIdentityToken("Issuer must be a valid URL");
        // AWS takes none of the tokens it issues itself; trusting them would let an account vouch for its own principals.
        return (
                outbound.IsOwnIssuer(name) ? null
                : ProviderOf(account, name) is { } provider ? TrustedIssuer.Of(provider)
                : builtIn
            ) ?? throw FederationErrors.InvalidIdentityToken($"No OpenIDConnect provider found in your account for {name}");
    }

    OidcProvider? ProviderOf(Account? account, string issuer)
    {
        var name = issuer[(issuer.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
        return
            account?.OidcProviders.Find(name) is { } provider && provider.Url == issuer && (!provider.IsPlain || settings.AllowHttpIssuers)
            ? provider
            : null;
    }

    static void CheckTimes(JsonWebToken token, DateTimeOffset now)
    {
        var expires = Time(token, "exp") ?? throw Missing("exp");
        var issued = Time(token, "iat") ?? throw Missing("iat");
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
        if (token.Claims.TryGetProperty("nbf", out _) && Time(token, "nbf") is null)
            throw FederationErrors.InvalidIdentityToken("Invalid nbf claim");
        if (Time(token, "nbf") > now + Skew)
            throw FederationErrors.InvalidIdentityToken("Token is not valid yet");
    }

    static WebIdentity Describe(JsonWebToken token, TrustedIssuer issuer)
    {
        var subject = Required(token, "sub");
        if (subject.Length is < 1 or > 255)
            throw FederationErrors.InvalidIdentityToken("Invalid sub claim");
        var audience = Audience(token, issuer, out var original);
        var keys = ImmutableArray.CreateBuilder<SessionKey>();
        keys.Add(new SessionKey($"{issuer.Name}:aud", audience));
        if (original is not null)
            keys.Add(new SessionKey($"{issuer.Name}:oaud", original));
        foreach (var claim in issuer.Claims)
            if (claim is not ("aud" or "oaud") && Claim(token.Claims, claim) is { } value && Values(value) is { IsEmpty: false } values)
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
                Tags(token, out var transitive),
                transitive,
                JsonWebToken.Text(token.Claims, SourceIdentityClaim)
            ),
        };
    }

    /// <summary>
    /// The client the token is for, which must be registered: <c>azp</c> where the token has it, else its only <c>aud</c>.
    /// <paramref name="original"/> is the <c>aud</c> that <c>azp</c> took the place of.
    /// </summary>
    static string Audience(JsonWebToken token, TrustedIssuer issuer, out string? original)
    {
        if (!token.Claims.TryGetProperty("aud", out var claim) || Values(claim) is not { IsEmpty: false } audiences)
            throw Missing("aud");
        var party = JsonWebToken.Text(token.Claims, "azp");
        if (party is null && token.Claims.TryGetProperty("azp", out _))
            throw FederationErrors.InvalidIdentityToken("Invalid azp claim");
        original = party is null ? null : audiences[0];
        var audience = party ?? (audiences.Length == 1 ? audiences[0] : null);
        return audience is not null && issuer.ClientIds?.Contains(audience) != false
            ? audience
            : throw FederationErrors.InvalidIdentityToken("Incorrect token audience");
    }

    /// <summary>A claim by its name; what follows a slash is in the object of what is before it.</summary>
    static JsonElement? Claim(JsonElement claims, string name)
    {
        if (claims.TryGetProperty(name, out var value))
            return value;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && claims.TryGetProperty(name[..slash], out var inner) && inner.ValueKind == JsonValueKind.Object
            ? Claim(inner, name[(slash + 1)..])
            : null;
    }

    /// <summary>
    /// <c>{"principal_tags": {"Team": ["blue"]}, "transitive_tag_keys": ["Team"]}</c>, or the same flattened into claims of their
    /// own for issuers that cannot nest
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp"/>).
    /// </summary>
    static List<Tag> Tags(JsonWebToken token, out IEnumerable<string> transitive)
    {
        var tags = new List<Tag>();
        transitive = [];
        if (token.Claims.TryGetProperty(TagsClaim, out var nested))
        {
            if (nested.ValueKind != JsonValueKind.Object)
                throw MalformedTags();
            if (nested.TryGetProperty("principal_tags", out var principal))
            {
                if (principal.ValueKind != JsonValueKind.Object)
                    throw MalformedTags();
                tags.AddRange(principal.EnumerateObject().Select(tag => new Tag(tag.Name, Only(tag.Value))));
            }
            if (nested.TryGetProperty("transitive_tag_keys", out var list))
                transitive = Values(list);
        }
        foreach (var claim in token.Claims.EnumerateObject())
            if (claim.Name.StartsWith(TagsClaim + "/principal_tags/", StringComparison.Ordinal))
                tags.Add(new Tag(claim.Name[(TagsClaim.Length + "/principal_tags/".Length)..], Only(claim.Value)));
            else if (claim.Name == TagsClaim + "/transitive_tag_keys")
                transitive = Values(claim.Value);
        return tags;
    }

    static string Only(JsonElement value) => Values(value) is [var only] ? only : throw MalformedTags();

    static ApiException MalformedTags() => FederationErrors.InvalidIdentityToken($"The claim {TagsClaim} is not formed as it must be.");

    static string Required(JsonWebToken token, string claim) => JsonWebToken.Text(token.Claims, claim) ?? throw Missing(claim);

    static ApiException Missing(string claim) => FederationErrors.InvalidIdentityToken($"Missing a required claim: {claim}");

    static DateTimeOffset? Time(JsonWebToken token, string claim) =>
        token.Claims.TryGetProperty(claim, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var seconds)
        && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;

    /// <summary>A claim's values as condition keys have them: texts, numbers and booleans, or a list of them.</summary>
    static ImmutableArray<string> Values(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Number => [value.GetRawText()],
            JsonValueKind.True => ["true"],
            JsonValueKind.False => ["false"],
            JsonValueKind.Array =>
            [
                .. value.EnumerateArray().SelectMany(item => item.ValueKind == JsonValueKind.Array ? [] : Values(item)),
            ],
            _ => [],
        };
}
