using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>An instance profile: the container through which an instance gets its role.</summary>
[Entity(6)]
public sealed record InstanceProfile : Entity
{
    public override string Key => Name;

    public required string Name { get; init; }

    public required string Path { get; init; }

    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>Name of the role in it, if there is one (AWS allows one).</summary>
    public string? RoleName { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];
}
