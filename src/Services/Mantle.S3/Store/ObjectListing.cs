using System.Text;

namespace Mantle.S3.Store;

sealed partial class ObjectStore
{
    /// <summary>Lists a page. The cost depends on the page's size, not on the bucket's: a seek skips the keys of a common prefix.</summary>
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
