using Mantle.Server.Audit;
using Mantle.Server.Authentication;
using Mantle.Server.Federation;
using Mantle.Server.Hosting;
using Mantle.Server.Objects;
using Mantle.Server.Storage;

namespace Mantle.Server;

/// <summary>What operations and the pipeline share.</summary>
sealed record Services
{
    public required ServerOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required Ledger Ledger { get; init; }

    public required Recorder Recorder { get; init; }

    public required ITrail Trail { get; init; }

    public required LastUsed LastUsed { get; init; }

    /// <summary>Reports made on demand.</summary>
    public required IReports Reports { get; init; }

    /// <summary>S3's objects.</summary>
    public required ObjectStore Objects { get; init; }

    public required SecretBox Secrets { get; init; }

    public required Passwords Passwords { get; init; }

    public required MfaCodes MfaCodes { get; init; }

    /// <summary>The keys that seal session tokens.</summary>
    public required KeyRing SessionKeys { get; init; }

    public required SessionTokens Tokens { get; init; }

    /// <summary>The issuers of web identity tokens, with their keys.</summary>
    public required Issuers Issuers { get; init; }

    /// <summary>The accounts as issuers of tokens of their own.</summary>
    public required OutboundIssuers Outbound { get; init; }

    /// <summary>The account that the installation began with.</summary>
    public required string ManagementAccountId { get; init; }
}
