using Microsoft.Data.Sqlite;

namespace Mantle.S3.Store;

/// <summary>What to delete: a key, or one of its versions.</summary>
/// <param name="Key">The key.</param>
/// <param name="Version">Null to delete the key; else the version's id, or <c>null</c>.</param>
readonly record struct Deletion(string Key, string? Version);

/// <summary>What became of a deletion.</summary>
/// <param name="Version">The version that was deleted, or the delete marker that was made; null where the bucket keeps none.</param>
/// <param name="IsDeleteMarker">Whether that is a delete marker.</param>
/// <param name="Found">Whether there was anything to delete.</param>
/// <param name="IsProtected">Whether a lock kept it from being deleted.</param>
readonly record struct Deleted(string? Version, bool IsDeleteMarker, bool Found, bool IsProtected = false);

/// <summary>A page of versions.</summary>
/// <param name="Versions">The versions and delete markers, by key, from the newest to the oldest; with whether it is the key's
/// newest.</param>
/// <param name="CommonPrefixes">Rolled-up keys.</param>
/// <param name="LastKey">The last key or rolled-up part.</param>
/// <param name="LastVersion">The last version's id; null after a rolled-up part.</param>
/// <param name="IsTruncated">Whether there is more.</param>
sealed record VersionPage(
    IReadOnlyList<(StoredObject Version, bool IsLatest)> Versions,
    IReadOnlyList<string> CommonPrefixes,
    string? LastKey,
    string? LastVersion,
    bool IsTruncated
);

sealed partial class ObjectStore
{
    /// <summary>How the version without an id is called.</summary>
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
            : Id(version) == current?.Version && current is not null ? current
            : VersionRows.Find(database, bucket, key, Id(version));
    }

    static string? Id(string version) => version == NullVersion ? null : version;

    /// <summary>Deletes keys and versions in one transaction.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="deletions">What to delete.</param>
    /// <param name="condition">Given the current version, throws to keep everything; asked only of deletions without a version.</param>
    /// <param name="isProtected">Given a version, says whether a lock keeps it.</param>
    public Task<List<Deleted>> DeleteAsync(
        BucketReference bucket,
        IReadOnlyList<Deletion> deletions,
        Action<StoredObject?>? condition = null,
        Func<StoredObject, bool>? isProtected = null
    ) =>
        writer.RunAsync(
            (database, files) =>
            {
                var deleted = new List<Deleted>(deletions.Count);
                foreach (var (key, version) in deletions)
                {
                    var current = ObjectRows.Find(database, bucket.Id, key);
                    if (version is null)
                        condition?.Invoke(current);
                    if (
                        version is not null
                        && isProtected is not null
                        && Find(database, bucket.Id, key, version) is { } kept
                        && isProtected(kept)
                    )
                        deleted.Add(new Deleted(version, false, true, IsProtected: true));
                    else
                        deleted.Add(
                            version is null
                                ? DeleteCurrent(database, bucket, key, current, files)
                                : DeleteVersion(database, bucket.Id, key, version, current, files)
                        );
                }
                return deleted;
            }
        );

    /// <summary>Deletes objects that were seen to be due, unless they are others by now.</summary>
    public Task<int> ExpireAsync(BucketReference bucket, IReadOnlyList<StoredObject> due) =>
        writer.RunAsync(
            (database, files) =>
            {
                var expired = 0;
                foreach (var seen in due)
                    if (
                        ObjectRows.Find(database, bucket.Id, seen.Key) is { } current
                        && (current.Blob, current.Upload) == (seen.Blob, seen.Upload)
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
        if (current is not null && current.Version == Id(version))
        {
            ObjectRows.Remove(database, bucket, current, files.Discarded);
            VersionRows.Promote(database, bucket, key);
            return new Deleted(version, false, true);
        }
        var found = VersionRows.Remove(database, bucket, key, Id(version), files.Discarded);
        if (found is not null && current is null)
            VersionRows.Promote(database, bucket, key);
        return new Deleted(version, found is { IsDeleteMarker: true }, found is not null);
    }

    /// <summary>Changes what goes with an object; null when there is no such version.</summary>
    /// <param name="bucket">The bucket's number.</param>
    /// <param name="key">The key.</param>
    /// <param name="version">The version; null for the current one.</param>
    /// <param name="update">What becomes of the attributes; throws to leave them.</param>
    /// <param name="isMeant">Whether what is there now is what was seen; null where it need not be.</param>
    public Task<StoredObject?> UpdateAsync(
        long bucket,
        string key,
        string? version,
        Func<StoredAttributes, StoredAttributes> update,
        Func<StoredObject, bool>? isMeant = null
    ) =>
        writer.RunAsync(
            (database, _) =>
            {
                if (Find(database, bucket, key, version) is not { IsDeleteMarker: false } found || isMeant?.Invoke(found) == false)
                    return null;
                var changed = found with { Attributes = update(found.Attributes) };
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

    /// <summary>Lists a page of versions. It costs what the page holds.</summary>
    /// <param name="bucket">The bucket's number.</param>
    /// <param name="query">What to list; it goes on after all of the key in <see cref="ListQuery.After"/>.</param>
    /// <param name="afterVersion">Then of that key those after this version are listed too.</param>
    public VersionPage ListVersions(long bucket, ListQuery query, string? afterVersion) =>
        Read(database =>
        {
            var page = new List<(StoredObject, bool)>();
            var prefixes = new List<string>();
            var (lastKey, lastVersion) = ((string?)null, (string?)null);
            if (query.Limit == 0)
                return new VersionPage(page, prefixes, lastKey, lastVersion, false);
            var prefix = ObjectRows.Bytes(query.Prefix);
            var delimiter = query.Delimiter is { Length: > 0 } text ? ObjectRows.Bytes(text) : null;
            var end = KeyRange.End(prefix) ?? KeyRange.Beyond;
            database.Execute("BEGIN");
            try
            {
                var from = KeyRange.Start(prefix, delimiter, query.After);
                foreach (var rest in afterVersion is null ? [] : Rest(database, bucket, query.After!, afterVersion))
                {
                    if (page.Count == query.Limit)
                        return new VersionPage(page, prefixes, lastKey, lastVersion, true);
                    page.Add((rest, rest.Replaced is null || (page.Count == 0 && IsNewest(database, bucket, rest))));
                    (lastKey, lastVersion) = (rest.Key, rest.Version ?? NullVersion);
                }
                while (from is not null)
                {
                    var versions = Versions(database, bucket, from, end, query.Limit - page.Count - prefixes.Count + 1);
                    from = null;
                    byte[]? before = null;
                    foreach (var (key, version, isCurrent) in versions)
                    {
                        if (page.Count + prefixes.Count == query.Limit)
                            return new VersionPage(page, prefixes, lastKey, lastVersion, true);
                        if (KeyRange.RolledUp(key, prefix.Length, delimiter) is { } rolled)
                        {
                            prefixes.Add(lastKey = System.Text.Encoding.UTF8.GetString(rolled));
                            lastVersion = null;
                            from = KeyRange.End(rolled);
                            break;
                        }
                        // A delete marker is the newest where nothing is current and it comes first.
                        page.Add((version, isCurrent || before is null || !key.AsSpan().SequenceEqual(before)));
                        before = key;
                        (lastKey, lastVersion) = (version.Key, version.Version ?? NullVersion);
                    }
                }
                return new VersionPage(page, prefixes, lastKey, lastVersion, false);
            }
            finally
            {
                database.Execute("COMMIT");
            }
        });

    /// <summary>The versions of a key that are older than one of them.</summary>
    /// <summary>Whether a version is the newest of a key that has no current one: a delete marker.</summary>
    static bool IsNewest(ObjectDatabase database, long bucket, StoredObject version) =>
        version.IsDeleteMarker
        && ObjectRows.Find(database, bucket, version.Key) is null
        && VersionRows.Newest(database, bucket, version.Key)?.Version == version.Version;

    static List<StoredObject> Rest(ObjectDatabase database, long bucket, string key, string afterVersion)
    {
        var versions = new List<StoredObject>();
        using (
            var rows = database.Query(
                $"SELECT {VersionRows.Columns} FROM versions WHERE bucket=$1 AND key=$2 ORDER BY place",
                bucket,
                ObjectRows.Bytes(key)
            )
        )
            while (rows.Read())
                versions.Add(VersionRows.Read(rows));
        var at = versions.FindIndex(version => version.Version == Id(afterVersion));
        if (at >= 0)
            return versions[(at + 1)..];
        // A version that was deleted since the last page cannot say what came after it. What is left of the key is listed then: who deletes
        // page by page has nothing left before it.
        var current = ObjectRows.Find(database, bucket, key);
        return current is null || current.Version == Id(afterVersion) ? versions : [current, .. versions];
    }

    /// <summary>Versions of all keys of a range, merged from the two tables.</summary>
    static IEnumerable<(byte[] Key, StoredObject Version, bool IsCurrent)> Versions(
        ObjectDatabase database,
        long bucket,
        byte[] from,
        byte[] end,
        int limit
    )
    {
        using var current = database.Query(
            $"SELECT {ObjectRows.Columns} FROM objects WHERE bucket=$1 AND key>=$2 AND key<$3 ORDER BY key LIMIT $4",
            bucket,
            from,
            end,
            limit
        );
        using var others = database.Query(
            $"SELECT {VersionRows.Columns} FROM versions WHERE bucket=$1 AND key>=$2 AND key<$3 ORDER BY key, place LIMIT $4",
            bucket,
            from,
            end,
            limit
        );
        var (hasCurrent, hasOther) = (current.Read(), others.Read());
        while (hasCurrent || hasOther)
        {
            var (first, second) = (hasCurrent ? Key(current) : null, hasOther ? Key(others) : null);
            if (second is null || (first is not null && first.AsSpan().SequenceCompareTo(second) <= 0))
            {
                yield return (first!, ObjectRows.Read(current), true);
                hasCurrent = current.Read();
            }
            else
            {
                yield return (second, VersionRows.Read(others), false);
                hasOther = others.Read();
            }
        }

        static byte[] Key(SqliteDataReader row) => row.GetFieldValue<byte[]>(0);
    }
}
