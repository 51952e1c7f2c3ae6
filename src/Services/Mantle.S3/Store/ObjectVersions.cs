namespace Mantle.S3.Store;

sealed partial class ObjectStore
{
    /// <summary>The name of the version without an id.</summary>
    public const string NullVersion = "null";

    /// <summary>A version of a key, a delete marker included; without an id the current one.</summary>
    public StoredObject? Find(long bucket, string key, string? version) => Read(database => Find(database, bucket, key, version));

    /// <summary>The delete marker that hides a key; null where there is none.</summary>
    public StoredObject? FindDeleteMarker(long bucket, string key) =>
        Read(database =>
            ObjectRows.Find(database, bucket, key) is null && VersionRows.Newest(database, bucket, key) is { IsDeleteMarker: true } marker
                ? marker
                : null
        );

    static StoredObject? Find(ObjectDatabase database, long bucket, string key, string? version)
    {
        var current = ObjectRows.Find(database, bucket, key);
        return version is null ? current
            : VersionRows.Id(version) == current?.Version && current is not null ? current
            : VersionRows.Find(database, bucket, key, VersionRows.Id(version));
    }

    /// <summary>Deletes keys and versions in one transaction.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="deletions">What to delete.</param>
    /// <param name="refuse">
    /// Gets a deletion with the present state of its version, for a key that of the current one; null where there is none. What it returns
    /// keeps that version. It may throw where there is only one deletion.
    /// </param>
    /// <exception cref="BucketChangedException">The bucket was changed.</exception>
    public Task<List<Deleted>> DeleteAsync(
        BucketReference bucket,
        IReadOnlyList<Deletion> deletions,
        Func<Deletion, StoredObject?, Exception?>? refuse = null
    ) =>
        writer.RunAsync(
            (database, files) =>
            {
                bucket.CheckCurrent();
                var deleted = new List<Deleted>(deletions.Count);
                foreach (var deletion in deletions)
                {
                    var (key, version) = deletion;
                    var current = ObjectRows.Find(database, bucket.Id, key);
                    deleted.Add(
                        refuse?.Invoke(deletion, version is null ? current : Find(database, bucket.Id, key, version)) is { } refusal
                            ? new Deleted(version, false, true, refusal)
                        : version is null ? DeleteCurrent(database, bucket, key, current, files)
                        : DeleteVersion(database, bucket.Id, key, version, current, files)
                    );
                }
                return deleted;
            }
        );

    /// <summary>Deletes objects that were found to be due, unless they have been replaced or changed since.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="due">The objects.</param>
    /// <param name="isDue">Whether an object is due; asked again within the transaction.</param>
    /// <exception cref="BucketChangedException">The bucket was changed.</exception>
    public Task<int> ExpireAsync(BucketReference bucket, IReadOnlyList<StoredObject> due, Func<StoredObject, bool> isDue) =>
        writer.RunAsync(
            (database, files) =>
            {
                bucket.CheckCurrent();
                var expired = 0;
                foreach (var seen in due)
                    if (
                        ObjectRows.Find(database, bucket.Id, seen.Key) is { } current
                        && (current.Blob, current.Upload) == (seen.Blob, seen.Upload)
                        && isDue(current)
                    )
                    {
                        DeleteCurrent(database, bucket, seen.Key, current, files);
                        expired++;
                    }
                return expired;
            }
        );

    Deleted DeleteCurrent(ObjectDatabase database, BucketReference bucket, string key, StoredObject? current, FileChanges files)
    {
        var now = time.GetUtcNow();
        VersionRows.MakeRoom(database, bucket, key, current, now, files.Discarded);
        if (bucket.Versioning == Entities.Versioning.Off)
            return new Deleted(null, false, current is not null);
        var marker = new StoredObject
        {
            Key = key,
            Version = bucket.Versioning == Entities.Versioning.Enabled ? VersionRows.NewId() : null,
            IsDeleteMarker = true,
            Size = 0,
            ETag = "",
            Modified = now,
            Attributes = new StoredAttributes(),
        };
        VersionRows.Add(database, bucket.Id, marker, now);
        return new Deleted(marker.Version ?? NullVersion, true, current is not null);
    }

    static Deleted DeleteVersion(ObjectDatabase database, long bucket, string key, string version, StoredObject? current, FileChanges files)
    {
        if (current is not null && current.Version == VersionRows.Id(version))
        {
            ObjectRows.Remove(database, bucket, current, files.Discarded);
            VersionRows.Promote(database, bucket, key);
            return new Deleted(version, false, true);
        }
        var found = VersionRows.Remove(database, bucket, key, VersionRows.Id(version), files.Discarded);
        if (found is not null && current is null)
            VersionRows.Promote(database, bucket, key);
        return new Deleted(version, found is { IsDeleteMarker: true }, found is not null);
    }

    /// <summary>Changes an object's attributes; null when there is no such version.</summary>
    /// <param name="bucket">The bucket's number.</param>
    /// <param name="key">The key.</param>
    /// <param name="version">The version; null for the current one.</param>
    /// <param name="update">Gets the version as it is, and returns its new attributes; throws to keep the old ones.</param>
    /// <param name="isMeant">Whether the stored version is the one that the caller saw; null where it need not be.</param>
    public Task<StoredObject?> UpdateAsync(
        long bucket,
        string key,
        string? version,
        Func<StoredObject, StoredAttributes> update,
        Func<StoredObject, bool>? isMeant = null
    ) =>
        writer.RunAsync(
            (database, _) =>
            {
                if (Find(database, bucket, key, version) is not { IsDeleteMarker: false } found || isMeant?.Invoke(found) == false)
                    return null;
                var changed = found with { Attributes = update(found) };
                var isCurrent = ObjectRows.Find(database, bucket, key) is { } current && current.Version == found.Version;
                database.Execute(
                    $"UPDATE {(isCurrent ? "objects" : "versions")} SET attributes=$1 WHERE bucket=$2 AND key=$3 AND version IS $4",
                    ObjectRows.Json(changed.Attributes),
                    bucket,
                    ObjectRows.Bytes(key),
                    found.Version
                );
                return changed;
            }
        );

    /// <summary>Lists a page of versions. The cost depends on the page's size, not on the bucket's.</summary>
    /// <param name="bucket">The bucket's number.</param>
    /// <param name="query">What to list; it goes on after all of the key in <see cref="ListQuery.After"/>.</param>
    /// <param name="afterVersion">Then of that key those after this version are listed too.</param>
    public VersionPage ListVersions(long bucket, ListQuery query, string? afterVersion) =>
        Read(database => VersionListing.List(database, bucket, query, afterVersion));
}
