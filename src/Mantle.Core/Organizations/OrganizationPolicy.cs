using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Core.Organizations;

/// <summary>A policy of an organization, of any policy type.</summary>
[Entity(53, Owner = EntityOwner.Organization)]
public sealed record OrganizationPolicy : Entity
{
    public override string Key => Id;

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>The policy type, such as <c>SERVICE_CONTROL_POLICY</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The document as it was written. Only control policies can be compiled.</summary>
    public required PolicyText Content { get; init; }

    public required DateTimeOffset UpdateDate { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];
}
