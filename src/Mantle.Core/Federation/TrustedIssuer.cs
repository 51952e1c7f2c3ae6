using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mantle.Core.Accounts;
using Mantle.Core.Catalog;

namespace Mantle.Core.Federation;

/// <summary>An issuer whose tokens roles of an account may trust: one of the account's providers, or one built into AWS.</summary>
public sealed class TrustedIssuer
{
    /// <summary>
    /// Claims that are condition keys for every provider; others are where the service authorization reference lists them.
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

    /// <summary>What condition keys begin with: host and path.</summary>
    public string Name { get; }

    /// <summary>As policies name it: a provider's ARN, or the host of one that is built in.</summary>
    public string Principal { get; }

    /// <summary>As its discovery document names it.</summary>
    public string Url { get; }

    /// <summary>Where its discovery document is.</summary>
    public Uri Address { get; private init; } = null!;

    /// <summary>Where its keys are: on its own host, but for what is built in.</summary>
    public Uri KeyHost { get; private init; } = null!;

    public ImmutableArray<string> Thumbprints { get; private init; } = [];

    /// <summary>The clients whose tokens are taken; null where the trust policy alone says which.</summary>
    public ImmutableArray<string>? ClientIds { get; private init; }

    /// <summary>Claims that are condition keys; a slash goes into a claim that is an object.</summary>
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
