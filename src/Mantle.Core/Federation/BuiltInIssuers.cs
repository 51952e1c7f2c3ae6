using System.Collections.Frozen;

namespace Mantle.Core.Federation;

/// <summary>
/// The issuers of OpenID Connect tokens that every account may trust without a provider of its own, by their host: Google and Amazon
/// Cognito (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html"/>). Which clients' tokens a role
/// takes is its trust policy's to say.
/// </summary>
public sealed class BuiltInIssuers(IReadOnlyDictionary<string, BuiltInAddress>? addresses)
{
    public const string Google = "accounts.google.com",
        Cognito = "cognito-identity.amazonaws.com";

    /// <summary>
    /// Those whose users come with access tokens of OAuth 2.0, which only these companies themselves can verify, for an application that
    /// is registered with them.
    /// </summary>
    static readonly string[] OfAccessTokens = ["graph.facebook.com", "www.amazon.com"];

    /// <summary>Google publishes its keys on another host than its issuer's.</summary>
    static readonly FrozenDictionary<string, BuiltInAddress> Own = new Dictionary<string, BuiltInAddress>
    {
        [Google] = new(new("https://accounts.google.com"), new("https://www.googleapis.com")),
        [Cognito] = new(new("https://cognito-identity.amazonaws.com"), new("https://cognito-identity.amazonaws.com")),
    }.ToFrozenDictionary();

    readonly FrozenDictionary<string, TrustedIssuer> issuers = (addresses ?? Own).ToFrozenDictionary(
        address => address.Key,
        address => TrustedIssuer.BuiltIn(address.Key, address.Value)
    );

    /// <summary>The issuer that a token's <c>iss</c> names. Google's tokens may leave the scheme out.</summary>
    public TrustedIssuer? Find(string issuer) =>
        issuer == Google ? issuers.GetValueOrDefault(Google)
        : issuer.StartsWith("https://", StringComparison.Ordinal) ? issuers.GetValueOrDefault(issuer["https://".Length..])
        : null;

    /// <summary>Whether <c>ProviderId</c> names a provider of access tokens.</summary>
    public static bool IsOfAccessTokens(string? providerId) =>
        providerId is not null && OfAccessTokens.Contains(providerId, StringComparer.Ordinal);
}

/// <summary>Where a built-in issuer is reached.</summary>
/// <param name="Issuer">What <c>/.well-known/openid-configuration</c> is under.</param>
/// <param name="Keys">The scheme, host and port that its keys must be at.</param>
public sealed record BuiltInAddress(Uri Issuer, Uri Keys);
