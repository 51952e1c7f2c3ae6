using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>An instance profile: passes a role to an EC2 instance.</summary>
[Entity(6)]
public sealed record InstanceProfile : Entity
{
    public override string Key => Name;

    public required string Name { get; init; }

    public required string Path { get; init; }

    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>Name of its role; null if it has none. AWS allows one role.</summary>
    public string? RoleName { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];
}
