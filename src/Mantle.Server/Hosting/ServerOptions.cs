using System.Net;

namespace Mantle.Server.Hosting;

/// <summary>How authorization is enforced. Authentication always is.</summary>
public enum Enforcement
{
    /// <summary>Denied calls are denied.</summary>
    On,

    /// <summary>Denied calls go through; their events say what would have been denied.</summary>
    Log,

    /// <summary>Authorization is not evaluated.</summary>
    Off,
}

/// <summary>What <c>mantle serve</c> can be told.</summary>
public sealed record ServerOptions
{
    public const string DefaultDataFolder = "mantle-data", DefaultListen = "127.0.0.1:4700";

    /// <summary>Folder that holds everything the server keeps. Created if it is missing.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>Address to listen on; port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = IPEndPoint.Parse(DefaultListen);

    public Enforcement Enforcement { get; init; }

    /// <summary>Whether accounts are held to AWS's quotas.</summary>
    public bool EnforceQuotas { get; init; } = true;

    /// <summary>
    /// Bytes that accounts and compiled policies may take in memory, estimated; half of what the machine lets the process have unless
    /// told otherwise. What was used within the last minute stays, so the true figure can be higher.
    /// </summary>
    public long MemoryBudget { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>
    /// Connections that are open at a time; further ones are closed at once, so that nobody can take all memory by opening more.
    /// </summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>How far the server's clock runs ahead of the machine's.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>
    /// Accounts that an organization can have, invited ones included. AWS's default is 10 and its limit for large customers 10,000.
    /// </summary>
    public int AccountsPerOrganization { get; init; } = 50_000;

    /// <summary>PEM files of the certificate (with its chain) and its key; both or neither.</summary>
    public string? TlsCertificate { get; init; }

    public string? TlsKey { get; init; }

    /// <summary>URL at which others reach the server, such as a proxy's; null for where it listens. Issuers that it publishes begin with it.</summary>
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
    internal IReadOnlyDictionary<string, Federation.BuiltInAddress>? BuiltInIssuers { get; init; }

    /// <summary>How long a key seals session tokens before another one takes its place; zero for ever.</summary>
    public TimeSpan SessionKeyLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Networks whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];
}
