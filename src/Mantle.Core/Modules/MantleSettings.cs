using Mantle.Core.Authorization;
using Mantle.Core.Federation;

namespace Mantle.Core.Modules;

/// <summary>Settings of an installation that services need.</summary>
public record MantleSettings
{
    /// <summary>How authorization is enforced.</summary>
    public Enforcement Enforcement { get; init; }

    /// <summary>Whether AWS's quotas apply to accounts.</summary>
    public bool EnforceQuotas { get; init; } = true;

    /// <summary>
    /// Maximum accounts in an organization, invited ones included. AWS's default is 10 and its limit for large customers is 10,000.
    /// </summary>
    public int AccountsPerOrganization { get; init; } = 50_000;

    /// <summary>
    /// URL at which clients reach the server, such as a proxy's; null for the address it listens on. The URLs of its issuers begin with it.
    /// </summary>
    public string? PublicUrl { get; init; }

    /// <summary>PEM file of CA certificates for https identity providers, in addition to those that the machine trusts.</summary>
    public string? IssuerAuthorities { get; init; }

    /// <summary>Whether identity providers may be on this machine or in private networks.</summary>
    public bool AllowPrivateIssuers { get; init; }

    /// <summary>
    /// Whether to get the certificate's thumbprint from the issuer when a provider is created without one, as AWS does.
    /// </summary>
    public bool AskIssuersForThumbprints { get; init; } = true;

    /// <summary>Whether identity providers may use http; for development.</summary>
    public bool AllowHttpIssuers { get; init; }

    /// <summary>
    /// Addresses to use instead of those of the built-in issuers, for tests without internet access; null for the real ones.
    /// </summary>
    internal IReadOnlyDictionary<string, BuiltInAddress>? BuiltInIssuers { get; init; }

    /// <summary>How identity providers may be reached.</summary>
    public IssuerSettings Issuers => new(IssuerAuthorities, AllowPrivateIssuers, BuiltInIssuers);

    /// <summary>How often trails deliver log files, at least a second.</summary>
    public TimeSpan TrailInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the period is that a digest file of a trail covers, in whole seconds.</summary>
    public TimeSpan TrailDigestInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A folder that gets a copy of every file that trails deliver; null for none.</summary>
    public string? TrailFolder { get; init; }

    /// <summary>How long a key seals new session tokens before it is rotated; zero for no rotation.</summary>
    public TimeSpan SessionKeyLifetime { get; init; } = TimeSpan.FromDays(30);
}
