using System.Text;

namespace Mantle.S3.Store;

/// <summary>What to list, in the order of the keys' UTF-8 bytes.</summary>
/// <param name="Prefix">Only keys that begin with it.</param>
/// <param name="Delimiter">Keys with this after the prefix are rolled up to the part that ends with it; null for none.</param>
/// <param name="After">Only what comes after this key or rolled-up part; null for the beginning.</param>
/// <param name="Limit">Most keys and rolled-up parts to return.</param>
sealed record ListQuery(string Prefix, string? Delimiter, string? After, int Limit);

/// <summary>A page of a listing.</summary>
/// <param name="Objects">The objects.</param>
/// <param name="CommonPrefixes">The rolled-up parts.</param>
/// <param name="Last">The last key or rolled-up part of the page, where the next one goes on; null when the page is empty.</param>
/// <param name="IsTruncated">Whether there is more.</param>
sealed record ListPage(IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> CommonPrefixes, string? Last, bool IsTruncated);

sealed partial class ObjectStore
{
    /// <summary>
    /// Lists a page. It costs what the page holds, whatever the bucket does: what is rolled up is skipped by seeking past it.
    /// </summary>
    public ListPage List(long bucket, ListQuery query) =>
        Read(database =>
        {
            var objects = new List<StoredObject>();
            var prefixes = new List<string>();
            var prefix = ObjectRows.Bytes(query.Prefix);
            var delimiter = query.Delimiter is { Length: > 0 } text ? ObjectRows.Bytes(text) : null;
            var end = KeyRange.End(prefix) ?? KeyRange.Beyond;
            string? last = null;
            if (query.Limit == 0)
                return new ListPage(objects, prefixes, last, false);
            database.Execute("BEGIN");
            try
            {
                for (var from = KeyRange.Start(prefix, delimiter, query.After); from is not null; )
                {
                    using var rows = database.Query(
                        $"SELECT {ObjectRows.Columns} FROM objects WHERE bucket=$1 AND key>=$2 AND key<$3 ORDER BY key LIMIT $4",
                        bucket,
                        from,
                        end,
                        query.Limit - objects.Count - prefixes.Count + 1
                    );
                    from = null;
                    while (from is null && rows.Read())
                    {
                        if (objects.Count + prefixes.Count == query.Limit)
                            return new ListPage(objects, prefixes, last, true);
                        var key = rows.GetFieldValue<byte[]>(0);
                        if (KeyRange.RolledUp(key, prefix.Length, delimiter) is { } rolled)
                        {
                            prefixes.Add(last = Encoding.UTF8.GetString(rolled));
                            from = KeyRange.End(rolled);
                        }
                        else
                        {
                            var stored = ObjectRows.Read(rows);
                            objects.Add(stored);
                            last = stored.Key;
                        }
                    }
                }
                return new ListPage(objects, prefixes, last, false);
            }
            finally
            {
                database.Execute("COMMIT");
            }
        });
}

/// <summary>Ranges of keys as bytes.</summary>
static class KeyRange
{
    /// <summary>Comes after every key: UTF-8 has no such byte.</summary>
    public static readonly byte[] Beyond = [byte.MaxValue];

    /// <summary>The first key after all that begin with <paramref name="prefix"/>; null when there is none.</summary>
    public static byte[]? End(ReadOnlySpan<byte> prefix)
    {
        var length = prefix.Length;
        while (length > 0 && prefix[length - 1] == byte.MaxValue)
            length--;
        if (length == 0)
            return null;
        var end = prefix[..length].ToArray();
        end[^1]++;
        return end;
    }

    /// <summary>Where a listing begins; null when it is beyond the last key.</summary>
    public static byte[]? Start(byte[] prefix, byte[]? delimiter, string? after)
    {
        if (string.IsNullOrEmpty(after))
            return prefix;
        var marker = ObjectRows.Bytes(after);
        if (marker.AsSpan().SequenceCompareTo(prefix) < 0)
            return prefix;
        // A marker within a part that is rolled up continues after all of it.
        if (marker.AsSpan().StartsWith(prefix) && RolledUp(marker, prefix.Length, delimiter) is { } rolled)
            return End(rolled);
        return [.. marker, 0];
    }

    /// <summary>The part of a key up to the first delimiter after the prefix; null when it has none.</summary>
    public static byte[]? RolledUp(byte[] key, int prefixLength, byte[]? delimiter)
    {
        if (delimiter is null)
            return null;
        var index = key.AsSpan(prefixLength).IndexOf(delimiter);
        return index < 0 ? null : key[..(prefixLength + index + delimiter.Length)];
    }
}
