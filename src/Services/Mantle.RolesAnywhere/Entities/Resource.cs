using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.RolesAnywhere.Entities;

/// <summary>What trust anchors, profiles, revocation lists and subjects have in common. Each belongs to one region.</summary>
abstract record Resource : Entity
{
    public override string Key => Id;

    /// <summary>A UUID.</summary>
    public required string Id { get; init; }

    public required string Region { get; init; }

    public bool Enabled { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public required DateTimeOffset UpdateDate { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];
}

/// <summary>The name of a resource's type, as its ARN has it.</summary>
interface IResourceType
{
    static abstract string Type { get; }
}
