using System.Collections.Immutable;

namespace Mantle.CloudTrail.Entities;

/// <summary>
/// A basic event selector (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html"/>).
/// </summary>
sealed record BasicSelector
{
    /// <summary><c>All</c>, <c>ReadOnly</c> or <c>WriteOnly</c>.</summary>
    public string ReadWriteType { get; init; } = "All";

    public bool HasManagementEvents { get; init; }

    public ImmutableArray<DataSelector> Data { get; init; } = [];

    /// <summary>Services whose management events are left out.</summary>
    public ImmutableArray<string> ExcludedSources { get; init; } = [];
}

/// <summary>Which data events a basic selector selects.</summary>
/// <param name="Type">The type of resources, such as <c>AWS::S3::Object</c>.</param>
/// <param name="Values">ARNs, or what they begin with.</param>
sealed record DataSelector(string Type, ImmutableArray<string> Values);
