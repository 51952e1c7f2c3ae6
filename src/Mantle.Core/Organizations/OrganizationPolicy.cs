using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Core.Organizations;

/// <summary>A policy of an organization, of any type.</summary>
[Entity(53, Owner = EntityOwner.Organization)]
public sealed record OrganizationPolicy : Entity
{
    public override string Key => Id;

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Such as <c>SERVICE_CONTROL_POLICY</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The document as it was written; only control policies are policies that can be compiled.</summary>
    public required PolicyText Content { get; init; }

    public required DateTimeOffset UpdateDate { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];
}
