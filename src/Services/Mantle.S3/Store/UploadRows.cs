using Microsoft.Data.Sqlite;

namespace Mantle.S3.Store;

/// <summary>The rows of multipart uploads in progress.</summary>
static class UploadRows
{
    const string Columns = "id, key, initiated, initiator, checksum_algorithm, checksum_type, attributes";

    public static Upload? Find(ObjectDatabase database, long bucket, string key, string id)
    {
        using var rows = database.Query(
            $"SELECT {Columns} FROM uploads WHERE bucket=$1 AND key=$2 AND id=$3",
            bucket,
            ObjectRows.Bytes(key),
            id
        );
        return rows.Read() ? Read(rows) : null;
    }

    /// <summary>Lists uploads by key and then by id.</summary>
    /// <param name="database">The database.</param>
    /// <param name="bucket">The bucket's number.</param>
    /// <param name="query">What to list; it goes on after the uploads of the key in <see cref="ListQuery.After"/>.</param>
    /// <param name="afterUpload">Then of that key those after this upload are listed too.</param>
    public static UploadPage List(ObjectDatabase database, long bucket, ListQuery query, string? afterUpload)
    {
        var uploads = new List<Upload>();
        var prefixes = new List<string>();
        var (lastKey, lastUpload) = ("", "");
        if (query.Limit == 0)
            return new UploadPage(uploads, prefixes, lastKey, lastUpload, false);
        var prefix = ObjectRows.Bytes(query.Prefix);
        var delimiter = query.Delimiter is { Length: > 0 } text ? ObjectRows.Bytes(text) : null;
        var end = KeyRange.End(prefix) ?? KeyRange.Beyond;
        var from = KeyRange.Start(prefix, delimiter, query.After);
        // A page may end between two uploads of the same key.
        var key = afterUpload is null ? null : ObjectRows.Bytes(query.After!);
        if (key is not null && key.AsSpan().StartsWith(prefix) && KeyRange.RolledUp(key, prefix.Length, delimiter) is null)
            from = key;
        while (from is not null)
        {
            using var rows = database.Query(
                $"SELECT {Columns} FROM uploads WHERE bucket=$1 AND (key, id)>($2, $3) AND key<$4 ORDER BY key, id LIMIT $5",
                bucket,
                from,
                key is not null && from.AsSpan().SequenceEqual(key) ? afterUpload : "",
                end,
                query.Limit - uploads.Count - prefixes.Count + 1
            );
            from = null;
            while (from is null && rows.Read())
            {
                if (uploads.Count + prefixes.Count == query.Limit)
                    return new UploadPage(uploads, prefixes, lastKey, lastUpload, true);
                if (KeyRange.RolledUp(rows.GetFieldValue<byte[]>(1), prefix.Length, delimiter) is { } rolled)
                {
                    (lastKey, lastUpload) = (System.Text.Encoding.UTF8.GetString(rolled), "");
                    prefixes.Add(lastKey);
                    from = KeyRange.End(rolled);
                }
                else
                {
                    var upload = Read(rows);
                    uploads.Add(upload);
                    (lastKey, lastUpload) = (upload.Key, upload.Id);
                }
            }
        }
        return new UploadPage(uploads, prefixes, lastKey, lastUpload, false);
    }

    static Upload Read(SqliteDataReader row) =>
        new(
            row.GetString(0),
            System.Text.Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(1)),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
            row.GetString(3),
            ObjectRows.Text(row, 4),
            ObjectRows.Text(row, 5),
            ObjectRows.Attributes(row, 6)
        );
}
