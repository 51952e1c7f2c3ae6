using System.Collections.Immutable;

namespace Mantle.CloudTrail.Entities;

/// <summary>
/// An advanced event selector: the event must match every field
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html"/>).
/// </summary>
sealed record AdvancedSelector
{
    public string? Name { get; init; }

    public required ImmutableArray<FieldSelector> Fields { get; init; }
}

/// <summary>What a field of the event must be, and must not be.</summary>
sealed record FieldSelector
{
    public required string Field { get; init; }

    public ImmutableArray<string> Equal { get; init; } = [];

    public ImmutableArray<string> StartsWith { get; init; } = [];

    public ImmutableArray<string> EndsWith { get; init; } = [];

    public ImmutableArray<string> NotEqual { get; init; } = [];

    public ImmutableArray<string> NotStartsWith { get; init; } = [];

    public ImmutableArray<string> NotEndsWith { get; init; } = [];
}
