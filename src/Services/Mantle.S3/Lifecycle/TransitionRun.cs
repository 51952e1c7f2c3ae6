using Mantle.S3.Entities;
using Mantle.S3.Store;

namespace Mantle.S3.Lifecycle;

/// <summary>
/// Carries out the transitions of a rule. An object only moves down AWS's waterfall of storage classes. A small object does not move,
/// unless the rule filters by size
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html"/>).
/// </summary>
sealed class TransitionRun(ObjectStore objects, DateTimeOffset now)
{
    const int PageSize = 1_000;

    /// <summary>Bytes: 128 KiB.</summary>
    const long SmallestObject = 128 << 10;

    static readonly string[] Waterfall =
    [
        "STANDARD",
        "REDUCED_REDUNDANCY",
        "STANDARD_IA",
        "INTELLIGENT_TIERING",
        "ONEZONE_IA",
        "GLACIER_IR",
        "GLACIER",
        "DEEP_ARCHIVE",
    ];

    public async Task RunAsync(Bucket bucket, LifecycleRule rule)
    {
        VersionPage page;
        var (key, newer) = ("", 0);
        (string? Key, string? Version) after = default;
        do
        {
            page = objects.ListVersions(bucket.Id, new ListQuery(rule.Prefix, null, after.Key, PageSize), after.Version);
            after = (page.LastKey, page.LastVersion);
            foreach (var (version, isLatest) in page.Versions)
            {
                if (version.Key != key)
                    (key, newer) = (version.Key, 0);
                if (!isLatest)
                    newer++;
                if (
                    !version.IsDeleteMarker
                    && LifecycleRun.Concerns(rule, version)
                    && Target(bucket, rule, version, isLatest, newer) is { } target
                )
                    await objects.UpdateAsync(
                        bucket.Id,
                        version.Key,
                        version.Version ?? ObjectStore.NullVersion,
                        current => current.Attributes with { StorageClass = target, Restored = null },
                        current => (current.Blob, current.Upload) == (version.Blob, version.Upload) && LifecycleRun.Concerns(rule, current)
                    );
            }
        } while (page.IsTruncated);
    }

    /// <summary>The new storage class of a version; null where it keeps its class.</summary>
    string? Target(Bucket bucket, LifecycleRule rule, StoredObject version, bool isLatest, int newer)
    {
        var place = Array.IndexOf(Waterfall, version.Attributes.StorageClass ?? Waterfall[0]);
        var furthest = place;
        foreach (var transition in (isLatest ? rule.Transitions : rule.NoncurrentTransitions) ?? [])
            if (IsDue(transition, version, isLatest, newer) && !IsTooSmall(bucket, rule, version, transition))
                furthest = Math.Max(furthest, Array.IndexOf(Waterfall, transition.StorageClass));
        return furthest > place ? Waterfall[furthest] : null;
    }

    bool IsDue(LifecycleTransition transition, StoredObject version, bool isLatest, int newer)
    {
        if (transition.Days is not { } days)
            return transition.Date <= now;
        return isLatest
            ? LifecycleRun.IsOlder(version.Modified, days, now)
            : newer > (transition.NewerNoncurrentVersions ?? 0)
                && version.Replaced is { } replaced
                && LifecycleRun.IsOlder(replaced, days, now);
    }

    static bool IsTooSmall(Bucket bucket, LifecycleRule rule, StoredObject version, LifecycleTransition transition) =>
        version.Size < SmallestObject
        && rule.SizeGreaterThan is null
        && rule.SizeLessThan is null
        && (
            bucket.TransitionMinimum is null or TransitionRules.DefaultMinimum
            || transition.StorageClass is not ("GLACIER" or "DEEP_ARCHIVE")
        );
}
