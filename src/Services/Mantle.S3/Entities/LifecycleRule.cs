using Mantle.Core.Accounts;

namespace Mantle.S3.Entities;

/// <summary>
/// What becomes of objects by and by (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html"/>).
/// </summary>
sealed record LifecycleRule
{
    public required string Id { get; init; }

    public bool Enabled { get; init; }

    /// <summary>Only keys that begin with it.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether the prefix was written the old way, beside the filter.</summary>
    public bool HasOwnPrefix { get; init; }

    /// <summary>Whether the filter has a prefix that is empty: it is read back so.</summary>
    public bool HasEmptyPrefix { get; init; }

    /// <summary>Whether the filter puts its parts into <c>And</c>, which takes one alone too.</summary>
    public bool HasAnd { get; init; }

    /// <summary>Only objects with all of these tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>Only objects larger than this, in bytes.</summary>
    public long? SizeGreaterThan { get; init; }

    /// <summary>Only objects smaller than this, in bytes.</summary>
    public long? SizeLessThan { get; init; }

    /// <summary>Days after which the current version goes.</summary>
    public int? ExpirationDays { get; init; }

    /// <summary>When all current versions go.</summary>
    public DateTimeOffset? ExpirationDate { get; init; }

    /// <summary>Whether a delete marker goes that hides no version any more.</summary>
    public bool ExpiredDeleteMarkers { get; init; }

    /// <summary>Days for which a version is kept that is no longer current.</summary>
    public int? NoncurrentDays { get; init; }

    /// <summary>Noncurrent versions that are kept whatever their age.</summary>
    public int? NewerNoncurrentVersions { get; init; }

    /// <summary>Where current versions go; null where they stay.</summary>
    public IReadOnlyList<LifecycleTransition>? Transitions { get; init; }

    /// <summary>Where noncurrent versions go; null where they stay.</summary>
    public IReadOnlyList<LifecycleTransition>? NoncurrentTransitions { get; init; }

    /// <summary>Days after which an upload under way is aborted.</summary>
    public int? AbortUploadDays { get; init; }
}
