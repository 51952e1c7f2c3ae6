using Mantle.Core.Storage;
using Mantle.S3.Entities;
using Mantle.S3.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mantle.S3.Lifecycle;

/// <summary>
/// Carries out lifecycle rules, once a day for all buckets. An age counts in whole days, up to the midnight (UTC) that follows
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html"/>).
/// </summary>
sealed partial class LifecycleRun(ObjectStore objects, Ledger ledger, DateTimeOffset now, ILogger? logger = null)
{
    const int PageSize = 1_000;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var owners = new HashSet<AccountId>();
        await foreach (var name in ledger.NamesAsync(S3Names.Bucket))
            owners.Add(name.AccountId);
        foreach (var owner in owners)
        foreach (var bucket in await BucketsAsync(owner))
        foreach (var rule in bucket.Lifecycle?.Where(rule => rule.Enabled) ?? [])
        {
            cancellation.ThrowIfCancellationRequested();
            await TryAsync(owner, bucket, rule);
        }
    }

    /// <summary>An account's buckets; none where the account cannot be read.</summary>
    async Task<IEnumerable<Bucket>> BucketsAsync(AccountId owner)
    {
        try
        {
            return (await ledger.AccountAsync(owner))?.Buckets.After(null) ?? [];
        }
        catch (Exception error)
        {
            AccountFailed(Log, owner, error);
            return [];
        }
    }

    /// <summary>
    /// Carries out a rule. Its failure is no other rule's: one account's data must not keep that of all others from expiring. A rule of a
    /// bucket that is changed meanwhile goes on as it is then.
    /// </summary>
    async Task TryAsync(AccountId owner, Bucket bucket, LifecycleRule rule)
    {
        var (current, due) = (bucket, rule);
        try
        {
            while (current is not null && due is { Enabled: true })
                try
                {
                    await RunAsync(owner, current, due);
                    return;
                }
                catch (BucketChangedException)
                {
                    current = (await ledger.AccountAsync(owner))?.Buckets.Find(bucket.Name);
                    due = current?.Id == bucket.Id ? current.Lifecycle?.FirstOrDefault(other => other.Id == rule.Id) : null;
                }
        }
        catch (Exception error)
        {
            RuleFailed(Log, bucket.Name, rule.Id, error);
        }
    }

    ILogger Log => logger ?? NullLogger.Instance;

    async Task RunAsync(AccountId owner, Bucket bucket, LifecycleRule rule)
    {
        var reference = new BucketReference(
            bucket.Id,
            bucket.Versioning,
            () => new(true),
            () => ledger.FindLoaded(owner)?.Buckets.Find(bucket.Name) == bucket
        );
        if (rule.ExpirationDays is not null || rule.ExpirationDate <= now)
            await ExpireCurrentAsync(reference, rule);
        if (
            bucket.Versioning != S3.Entities.Versioning.Off
            && (rule.NoncurrentDays is not null || rule.ExpiredDeleteMarkers || rule.ExpirationDays is not null)
        )
            await ExpireVersionsAsync(reference, rule);
        if (rule.Transitions is not null || rule.NoncurrentTransitions is not null)
            await new TransitionRun(objects, now).RunAsync(bucket, rule);
        if (rule.AbortUploadDays is { } days)
            await AbortUploadsAsync(bucket.Id, rule.Prefix, days);
    }

    async Task ExpireCurrentAsync(BucketReference bucket, LifecycleRule rule)
    {
        ListPage page;
        string? after = null;
        do
        {
            page = objects.List(bucket.Id, new ListQuery(rule.Prefix, null, after, PageSize));
            after = page.Last;
            var due = page.Objects.Where(IsDue).ToList();
            if (due.Count > 0)
                await objects.ExpireAsync(bucket, due, IsDue);
        } while (page.IsTruncated);

        bool IsDue(StoredObject stored) =>
            Concerns(rule, stored) && (rule.ExpirationDays is not { } days || IsOlder(stored.Modified, days));
    }

    /// <summary>Deletes noncurrent versions that are due, and delete markers that hide no version.</summary>
    async Task ExpireVersionsAsync(BucketReference bucket, LifecycleRule rule)
    {
        VersionPage page;
        var (key, newer) = ("", 0);
        StoredObject? lonely = null;
        (string? Key, string? Version) after = default;
        do
        {
            page = objects.ListVersions(bucket.Id, new ListQuery(rule.Prefix, null, after.Key, PageSize), after.Version);
            after = (page.LastKey, page.LastVersion);
            var due = new List<Deletion>();
            foreach (var (version, isLatest) in page.Versions)
            {
                if (version.Key != key)
                {
                    Add(due, lonely);
                    (key, newer) = (version.Key, 0);
                    lonely =
                        isLatest && version.IsDeleteMarker && (rule.ExpiredDeleteMarkers || rule.ExpirationDays is not null)
                            ? version
                            : null;
                }
                else
                    lonely = null;
                if (isLatest || rule.NoncurrentDays is not { } days || !(version.IsDeleteMarker || Concerns(rule, version)))
                    continue;
                if (++newer > (rule.NewerNoncurrentVersions ?? 0) && version.Replaced is { } replaced && IsOlder(replaced, days))
                    due.Add(new Deletion(version.Key, version.Version ?? ObjectStore.NullVersion));
            }
            if (!page.IsTruncated)
                Add(due, lonely);
            if (due.Count > 0)
                await objects.DeleteAsync(bucket, due, (_, stored) => Keeps(rule, stored) ? LockedVersion.Denied() : null);
        } while (page.IsTruncated);

        static void Add(List<Deletion> due, StoredObject? marker)
        {
            if (marker is not null)
                due.Add(new Deletion(marker.Key, marker.Version ?? ObjectStore.NullVersion));
        }
    }

    /// <summary>
    /// Whether a version that was found to be due stays: it is locked, its tags were changed meanwhile, or it has become the current one.
    /// </summary>
    bool Keeps(LifecycleRule rule, StoredObject? stored) =>
        stored is { IsDeleteMarker: false }
        && (stored.Replaced is null || !Concerns(rule, stored) || LockedVersion.IsLocked(stored.Attributes, now));

    async Task AbortUploadsAsync(long bucket, string prefix, int days)
    {
        UploadPage page;
        (string? Key, string? Upload) after = default;
        do
        {
            page = objects.ListUploads(bucket, new ListQuery(prefix, null, after.Key, PageSize), after.Upload);
            after = (page.LastKey, page.LastUploadId);
            foreach (var upload in page.Uploads.Where(upload => IsOlder(upload.Initiated, days)))
                await objects.AbortUploadAsync(bucket, upload.Key, upload.Id);
        } while (page.IsTruncated);
    }

    public static bool Concerns(LifecycleRule rule, StoredObject stored) =>
        (rule.SizeGreaterThan is not { } least || stored.Size > least)
        && (rule.SizeLessThan is not { } most || stored.Size < most)
        && (rule.Tags is null || rule.Tags.All(tag => stored.Attributes.Tags?.Contains(tag) == true));

    bool IsOlder(DateTimeOffset moment, int days) => IsOlder(moment, days, now);

    public static bool IsOlder(DateTimeOffset moment, int days, DateTimeOffset now) => now >= DueDate.After(moment, days);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lifecycle rules of account {Account} were not read; going on with the others")]
    static partial void AccountFailed(ILogger logger, string account, Exception error);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Lifecycle rule {Rule} of bucket {Bucket} was not carried out whole; going on with the others"
    )]
    static partial void RuleFailed(ILogger logger, string bucket, string rule, Exception error);
}
