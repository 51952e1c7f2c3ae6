using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mantle.Core.Accounts;
using Mantle.Core.Catalog;

namespace Mantle.Core.Federation;

/// <summary>An issuer whose tokens roles of an account may trust: one of the account's providers, or a built-in one.</summary>
public sealed class TrustedIssuer
{
    /// <summary>
    /// Claims that are condition keys of every provider. The Service Authorization Reference lists further ones for some providers.
    /// </summary>
    static readonly string[] ClaimsOfAll = ["amr", "email", "sub"];

    static readonly ConditionalWeakTable<OidcProvider, TrustedIssuer> OfProviders = [];

    readonly Lazy<ImmutableArray<string>> claims;

    TrustedIssuer(string name, string principal, string url)
    {
        (Name, Principal, Url) = (name, principal, url);
        claims = new(() =>
            [
                .. ServiceCatalog
                    .ConditionKeysOf("sts")
                    .Select(key => key.Name)
                    .Where(key => ConditionKeyTemplate.Matches(key.AsSpan(0, Math.Max(0, key.LastIndexOf(':'))), name))
                    .Select(key => key[(key.LastIndexOf(':') + 1)..])
                    .Concat(ClaimsOfAll)
                    .Distinct(StringComparer.Ordinal),
            ]
        );
    }

    /// <summary>The prefix of the provider's condition keys: host and path.</summary>
    public string Name { get; }

    /// <summary>The principal in policies: a provider's ARN, or the host of a built-in provider.</summary>
    public string Principal { get; }

    /// <summary>The <c>issuer</c> in its discovery document.</summary>
    public string Url { get; }

    /// <summary>The base URL of its discovery document.</summary>
    public Uri Address { get; private init; } = null!;

    /// <summary>The host of its key set: its own host, except for some built-in issuers.</summary>
    public Uri KeyHost { get; private init; } = null!;

    public ImmutableArray<string> Thumbprints { get; private init; } = [];

    /// <summary>The accepted client ids; null if only the trust policy decides.</summary>
    public ImmutableArray<string>? ClientIds { get; private init; }

    /// <summary>Claims that are condition keys. A slash in a name selects a member of an object claim.</summary>
    public ImmutableArray<string> Claims => claims.Value;

    public static TrustedIssuer Of(OidcProvider provider) =>
        OfProviders.GetValue(
            provider,
            static provider =>
                new(provider.Name, provider.Arn, provider.Url)
                {
                    Address = new Uri(provider.Url),
                    KeyHost = new Uri(provider.Url),
                    Thumbprints = provider.Thumbprints,
                    ClientIds = provider.ClientIds,
                }
        );

    public static TrustedIssuer BuiltIn(string host, BuiltInAddress address) =>
        new(host, host, "https://" + host) { Address = address.Issuer, KeyHost = address.Keys };
}
