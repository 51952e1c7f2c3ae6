using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.CloudTrail.Entities;

/// <summary>
/// A trail: which events are delivered where
/// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html"/>).
/// </summary>
[Entity(70)]
sealed record Trail : Entity
{
    public override string Key => KeyOf(HomeRegion, Name);

    public required string Name { get; init; }

    /// <summary>Identifies the trail's state; a later trail with the same name has another id.</summary>
    public required string Id { get; init; }

    /// <summary>The Region in which the trail was created; only there it can be changed.</summary>
    public required string HomeRegion { get; init; }

    public required string Bucket { get; init; }

    /// <summary>What the keys in the bucket begin with, without the slash after it; null for nothing.</summary>
    public string? Prefix { get; init; }

    /// <summary>Whether the events of global services, such as IAM, are delivered.</summary>
    public bool HasGlobalEvents { get; init; }

    public bool IsMultiRegion { get; init; }

    /// <summary>Whether the trail delivers the events of every account of the organization.</summary>
    public bool IsOrganization { get; init; }

    /// <summary>Whether digest files are delivered.</summary>
    public bool HasDigests { get; init; }

    /// <summary>When logging began, and ended; both null if it never began.</summary>
    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? StopTime { get; init; }

    public bool IsLogging { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];

    /// <summary>The basic event selectors; empty if there are advanced ones, or none were put.</summary>
    public ImmutableArray<BasicSelector> Selectors { get; init; } = [];

    /// <summary>The advanced event selectors.</summary>
    public ImmutableArray<AdvancedSelector> AdvancedSelectors { get; init; } = [];

    public static string KeyOf(string region, string name) => $"{region}/{name}";

    public string ArnIn(AccountId account) => ArnOf(HomeRegion, account, Name);

    public static string ArnOf(string region, AccountId account, string name) => $"arn:aws:cloudtrail:{region}:{account}:trail/{name}";
}
