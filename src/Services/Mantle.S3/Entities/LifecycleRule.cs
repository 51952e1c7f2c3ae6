using Mantle.Core.Accounts;

namespace Mantle.S3.Entities;

/// <summary>
/// A lifecycle rule: when objects expire or change their storage class
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html"/>).
/// </summary>
sealed record LifecycleRule
{
    public required string Id { get; init; }

    public bool Enabled { get; init; }

    /// <summary>Only keys that begin with this prefix.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether the rule has the old form, with the prefix beside the filter.</summary>
    public bool HasOwnPrefix { get; init; }

    /// <summary>Whether the filter has an empty prefix; answers must repeat it.</summary>
    public bool HasEmptyPrefix { get; init; }

    /// <summary>Whether the filter uses <c>And</c>, which may also hold a single part.</summary>
    public bool HasAnd { get; init; }

    /// <summary>Only objects with all of these tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>Only objects larger than this, in bytes.</summary>
    public long? SizeGreaterThan { get; init; }

    /// <summary>Only objects smaller than this, in bytes.</summary>
    public long? SizeLessThan { get; init; }

    /// <summary>Days after which the current version expires.</summary>
    public int? ExpirationDays { get; init; }

    /// <summary>The date on which all current versions expire.</summary>
    public DateTimeOffset? ExpirationDate { get; init; }

    /// <summary>Whether a delete marker that hides no version is removed.</summary>
    public bool ExpiredDeleteMarkers { get; init; }

    /// <summary>Days after which a noncurrent version is deleted.</summary>
    public int? NoncurrentDays { get; init; }

    /// <summary>Number of noncurrent versions that are kept at any age.</summary>
    public int? NewerNoncurrentVersions { get; init; }

    /// <summary>The transitions of current versions; null for none.</summary>
    public IReadOnlyList<LifecycleTransition>? Transitions { get; init; }

    /// <summary>The transitions of noncurrent versions; null for none.</summary>
    public IReadOnlyList<LifecycleTransition>? NoncurrentTransitions { get; init; }

    /// <summary>Days after which an unfinished multipart upload is aborted.</summary>
    public int? AbortUploadDays { get; init; }
}
