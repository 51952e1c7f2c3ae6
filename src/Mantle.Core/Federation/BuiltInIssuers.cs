using System.Collections.Frozen;

namespace Mantle.Core.Federation;

/// <summary>
/// The OpenID Connect issuers that every account may trust without creating a provider, by their host: Google and Amazon Cognito
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html"/>). The role's trust policy says which
/// clients' tokens are accepted.
/// </summary>
public sealed class BuiltInIssuers(IReadOnlyDictionary<string, BuiltInAddress>? addresses)
{
    public const string Google = "accounts.google.com",
        Cognito = "cognito-identity.amazonaws.com";

    /// <summary>
    /// Providers that issue OAuth 2.0 access tokens instead of OpenID Connect tokens. Only the provider itself can verify these, for an
    /// application that is registered with it.
    /// </summary>
    static readonly string[] OfAccessTokens = ["graph.facebook.com", "www.amazon.com"];

    /// <summary>Google publishes its keys on a different host than its issuer.</summary>
    static readonly FrozenDictionary<string, BuiltInAddress> Own = new Dictionary<string, BuiltInAddress>
    {
        [Google] = new(new("https://accounts.google.com"), new("https://www.googleapis.com")),
        [Cognito] = new(new("https://cognito-identity.amazonaws.com"), new("https://cognito-identity.amazonaws.com")),
    }.ToFrozenDictionary();

    readonly FrozenDictionary<string, TrustedIssuer> issuers = (addresses ?? Own).ToFrozenDictionary(
        address => address.Key,
        address => TrustedIssuer.BuiltIn(address.Key, address.Value)
    );

    /// <summary>The issuer in a token's <c>iss</c> claim; null if it is not built in. Google's tokens may omit the scheme.</summary>
    public TrustedIssuer? Find(string issuer) =>
        issuer == Google ? issuers.GetValueOrDefault(Google)
        : issuer.StartsWith("https://", StringComparison.Ordinal) ? issuers.GetValueOrDefault(issuer["https://".Length..])
        : null;

    /// <summary>Whether <c>ProviderId</c> names a provider of OAuth 2.0 access tokens.</summary>
    public static bool IsOfAccessTokens(string? providerId) =>
        providerId is not null && OfAccessTokens.Contains(providerId, StringComparer.Ordinal);
}

/// <summary>The addresses of a built-in issuer.</summary>
/// <param name="Issuer">The base URL of <c>/.well-known/openid-configuration</c>.</param>
/// <param name="Keys">Scheme, host and port of its key set.</param>
public sealed record BuiltInAddress(Uri Issuer, Uri Keys);
