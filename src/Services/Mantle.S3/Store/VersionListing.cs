using Microsoft.Data.Sqlite;

namespace Mantle.S3.Store;

/// <summary>Lists the versions of a bucket's keys.</summary>
static class VersionListing
{
    /// <summary>A page of versions. The cost depends on the page's size, not on the bucket's.</summary>
    /// <param name="database">The database.</param>
    /// <param name="bucket">The bucket's number.</param>
    /// <param name="query">What to list; it goes on after all of the key in <see cref="ListQuery.After"/>.</param>
    /// <param name="afterVersion">Then of that key those after this version are listed too.</param>
    public static VersionPage List(ObjectDatabase database, long bucket, ListQuery query, string? afterVersion)
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
                (lastKey, lastVersion) = (rest.Key, rest.Version ?? ObjectStore.NullVersion);
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
                    // A delete marker is the newest version where it comes first and the key has no current version.
                    page.Add((version, isCurrent || before is null || !key.AsSpan().SequenceEqual(before)));
                    before = key;
                    (lastKey, lastVersion) = (version.Key, version.Version ?? ObjectStore.NullVersion);
                }
            }
            return new VersionPage(page, prefixes, lastKey, lastVersion, false);
        }
        finally
        {
            database.Execute("COMMIT");
        }
    }

    /// <summary>Whether a version is the newest of a key that has no current one: a delete marker.</summary>
    static bool IsNewest(ObjectDatabase database, long bucket, StoredObject version) =>
        version.IsDeleteMarker
        && ObjectRows.Find(database, bucket, version.Key) is null
        && VersionRows.Newest(database, bucket, version.Key)?.Version == version.Version;

    /// <summary>The versions of a key that are older than one of them.</summary>
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
        var at = versions.FindIndex(version => version.Version == VersionRows.Id(afterVersion));
        if (at >= 0)
            return versions[(at + 1)..];
        // A version that was deleted since the last page has no position any more. Then the page lists all that is left of the key: a
        // client that deletes page by page has nothing left before that position.
        var current = ObjectRows.Find(database, bucket, key);
        return current is null || current.Version == VersionRows.Id(afterVersion) ? versions : [current, .. versions];
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
