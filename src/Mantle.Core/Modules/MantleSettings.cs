using Mantle.Core.Authorization;
using Mantle.Core.Federation;

namespace Mantle.Core.Modules;

/// <summary>What an installation is told, as far as services need to know it.</summary>
public record MantleSettings
{
    /// <summary>How authorization is enforced.</summary>
    public Enforcement Enforcement { get; init; }

    /// <summary>Whether accounts are held to AWS's quotas.</summary>
    public bool EnforceQuotas { get; init; } = true;

    /// <summary>
    /// Accounts that an organization can have, invited ones included. AWS's default is 10 and its limit for large customers 10,000.
    /// </summary>
    public int AccountsPerOrganization { get; init; } = 50_000;

    /// <summary>
    /// URL at which others reach the server, such as a proxy's; null for where it listens. Issuers that it publishes begin with it.
    /// </summary>
    public string? PublicUrl { get; init; }

    /// <summary>PEM file of CA certificates that https identity providers may have theirs from, besides those the machine trusts.</summary>
    public string? IssuerAuthorities { get; init; }

    /// <summary>Whether identity providers may be on this machine or in private networks.</summary>
    public bool AllowPrivateIssuers { get; init; }

    /// <summary>
    /// Whether an issuer is asked for the thumbprint of its certificate when a provider is created without one, as AWS does.
    /// </summary>
    public bool AskIssuersForThumbprints { get; init; } = true;

    /// <summary>Whether identity providers may be reached by http; for development.</summary>
    public bool AllowHttpIssuers { get; init; }

    /// <summary>Where the built-in issuers are, if not where they really are: tests have no internet.</summary>
    internal IReadOnlyDictionary<string, BuiltInAddress>? BuiltInIssuers { get; init; }

    /// <summary>How identity providers are reached.</summary>
    public IssuerSettings Issuers => new(IssuerAuthorities, AllowPrivateIssuers, BuiltInIssuers);

    /// <summary>How long a key seals session tokens before another one takes its place; zero for ever.</summary>
    public TimeSpan SessionKeyLifetime { get; init; } = TimeSpan.FromDays(30);
}
