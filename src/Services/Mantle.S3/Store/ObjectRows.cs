using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Mantle.S3.Store;

/// <summary>Reads and writes the rows of objects and parts.</summary>
static class ObjectRows
{
    public const string Columns =
        "key, blob, upload, size, etag, modified, checksum_algorithm, checksum_type, checksum, attributes, version, data_key";

    public static byte[] Bytes(string key) => Encoding.UTF8.GetBytes(key);

    public static StoredObject? Find(ObjectDatabase database, long bucket, string key)
    {
        using var rows = database.Query($"SELECT {Columns} FROM objects WHERE bucket=$1 AND key=$2", bucket, Bytes(key));
        return rows.Read() ? Read(rows) : null;
    }

    public static StoredObject Read(SqliteDataReader row) =>
        new()
        {
            Key = Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0)),
            Blob = Text(row, 1),
            Upload = Text(row, 2),
            Size = row.GetInt64(3),
            ETag = row.GetString(4),
            Modified = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
            Checksum = Text(row, 6) is { } algorithm ? new StoredChecksum(algorithm, row.GetString(7), row.GetString(8)) : null,
            Attributes = Attributes(row, 9),
            Version = Text(row, 10),
            DataKey = Bytes(row, 11),
        };

    public static void Put(ObjectDatabase database, long bucket, StoredObject value) =>
        database.Execute(
            "INSERT INTO objects (bucket, key, blob, upload, size, etag, modified, checksum_algorithm, checksum_type, "
                + "checksum, attributes, version, data_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            bucket,
            Bytes(value.Key),
            value.Blob,
            value.Upload,
            value.Size,
            value.ETag,
            value.Modified.ToUnixTimeMilliseconds(),
            value.Checksum?.Algorithm,
            value.Checksum?.Type,
            value.Checksum?.Value,
            Json(value.Attributes),
            value.Version,
            value.DataKey
        );

    /// <summary>Removes an object; its files become garbage. The files' names are added to <paramref name="garbage"/>.</summary>
    public static void Remove(ObjectDatabase database, long bucket, StoredObject value, List<string> garbage)
    {
        TakeOut(database, bucket, value.Key);
        DiscardData(database, value, garbage);
    }

    /// <summary>Removes the row and keeps the files for another row.</summary>
    public static void TakeOut(ObjectDatabase database, long bucket, string key) =>
        database.Execute("DELETE FROM objects WHERE bucket=$1 AND key=$2", bucket, Bytes(key));

    public static void DiscardData(ObjectDatabase database, StoredObject value, List<string> garbage)
    {
        if (value.Blob is { } blob)
            Discard(database, blob, garbage);
        if (value.Upload is { } upload)
            RemoveParts(database, upload, garbage);
    }

    public static void RemoveParts(ObjectDatabase database, string upload, List<string> garbage)
    {
        foreach (var part in Parts(database, upload))
            Discard(database, part.Blob, garbage);
        database.Execute("DELETE FROM parts WHERE upload=$1", upload);
    }

    public static void Discard(ObjectDatabase database, string blob, List<string> garbage)
    {
        database.Execute("INSERT INTO garbage VALUES ($1)", blob);
        garbage.Add(blob);
    }

    public static List<StoredPart> Parts(ObjectDatabase database, string upload, int after = 0, int limit = int.MaxValue)
    {
        using var rows = database.Query(
            "SELECT number, blob, size, etag, modified, checksum_algorithm, checksum, data_key FROM parts WHERE upload=$1 AND "
                + "number>$2 ORDER BY number LIMIT $3",
            upload,
            after,
            limit
        );
        var parts = new List<StoredPart>();
        while (rows.Read())
            parts.Add(
                new StoredPart(
                    rows.GetInt32(0),
                    rows.GetString(1),
                    rows.GetInt64(2),
                    rows.GetString(3),
                    DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(4)),
                    Text(rows, 5) is { } algorithm ? new StoredChecksum(algorithm, StoredChecksum.FullObject, rows.GetString(6)) : null,
                    Bytes(rows, 7)
                )
            );
        return parts;
    }

    public static StoredAttributes Attributes(SqliteDataReader row, int column) =>
        JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(column), ObjectJson.Default.StoredAttributes)!;

    public static byte[] Json(StoredAttributes attributes) =>
        JsonSerializer.SerializeToUtf8Bytes(attributes, ObjectJson.Default.StoredAttributes);

    public static byte[]? Bytes(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    public static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
