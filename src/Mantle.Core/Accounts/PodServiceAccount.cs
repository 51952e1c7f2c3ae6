using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>The service account of a cluster that a workload's registration is for: an association of EKS Pod Identity.</summary>
public sealed record PodServiceAccount
{
    public required string Cluster { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Whether its sessions have no session tags.</summary>
    public bool WithoutSessionTags { get; init; }

    public required DateTimeOffset ModifiedDate { get; init; }

    /// <summary>The tags of the association.</summary>
    public ImmutableArray<Tag> Tags { get; init; } = [];
}
