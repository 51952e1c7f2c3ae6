using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>
/// Which workload gets which role, through which service, and who said so. Whoever holds its token is the service for this one workload.
/// Sessions that were issued for it end when it is removed.
/// </summary>
[Entity(60)]
public sealed record WorkloadRegistration : Entity
{
    public override string Key => Id;

    /// <summary><c>wl-</c> and 17 hexadecimal digits, or an id in the form of the service that registered it.</summary>
    public required string Id { get; init; }

    /// <summary>The service principal that the role's trust policy must name, such as <c>lambda.amazonaws.com</c>.</summary>
    public required string Service { get; init; }

    /// <summary>ARN of the role; null where the role is the one that the instance profile has at the time.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The instance profile; null for a workload that is not an instance.</summary>
    public string? InstanceProfileName { get; init; }

    /// <summary>ARN of the workload: <c>aws:SourceArn</c>.</summary>
    public required string SourceArn { get; init; }

    /// <summary>The role session name; for pods, what it begins with.</summary>
    public required string SessionName { get; init; }

    /// <summary>The tags of its sessions.</summary>
    public ImmutableArray<Tag> SessionTags { get; init; } = [];

    /// <summary>Keys of the session tags that pass to the next sessions of a role chain.</summary>
    public ImmutableArray<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>ARN of the identity that registered it.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>When it ends; null if it stays until it is removed.</summary>
    public DateTimeOffset? ExpirationDate { get; init; }

    /// <summary>SHA-256 of its token, in base64; empty where a service account's token is the proof.</summary>
    public required string TokenHash { get; init; }

    /// <summary>Key of the entity that the service keeps about the workload; null where it keeps none.</summary>
    public string? ServiceKey { get; init; }
}
