using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Mantle.S3.Store;

/// <summary>Reads and writes the rows of noncurrent versions and delete markers.</summary>
static class VersionRows
{
    const string IdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

    public const string Columns = ObjectRows.Columns + ", marker, place, replaced";

    const int IdLength = 32;

    static readonly SearchValues<char> IdCharacterSet = SearchValues.Create(IdCharacters);

    /// <summary>The version id of a name; null for the version <c>null</c>.</summary>
    public static string? Id(string version) => version == ObjectStore.NullVersion ? null : version;

    public static string NewId() => RandomNumberGenerator.GetString(IdCharacters, IdLength);

    /// <summary>Whether a text can be a version id.</summary>
    public static bool IsId(string text) => text.Length == IdLength && !text.AsSpan().ContainsAnyExcept(IdCharacterSet);

    public static StoredObject Read(SqliteDataReader row) =>
        ObjectRows.Read(row) with
        {
            IsDeleteMarker = row.GetBoolean(12),
            Replaced = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(14)),
        };

    /// <summary>The version with an id; without one, the version <c>null</c>.</summary>
    public static StoredObject? Find(ObjectDatabase database, long bucket, string key, string? version)
    {
        using var rows = database.Query(
            $"SELECT {Columns} FROM versions WHERE bucket=$1 AND key=$2 AND version IS $3",
            bucket,
            ObjectRows.Bytes(key),
            version
        );
        return rows.Read() ? Read(rows) : null;
    }

    public static StoredObject? Newest(ObjectDatabase database, long bucket, string key)
    {
        using var rows = database.Query(
            $"SELECT {Columns} FROM versions WHERE bucket=$1 AND key=$2 ORDER BY place LIMIT 1",
            bucket,
            ObjectRows.Bytes(key)
        );
        return rows.Read() ? Read(rows) : null;
    }

    /// <summary>
    /// Prepares a key for a new version: depending on the bucket's versioning, the present object becomes a noncurrent version or is
    /// removed.
    /// </summary>
    /// <exception cref="Wire.ApiException">A lock keeps what would be removed.</exception>
    public static void MakeRoom(
        ObjectDatabase database,
        BucketReference bucket,
        string key,
        StoredObject? current,
        DateTimeOffset now,
        List<string> garbage
    )
    {
        var stays =
            current is not null
            && bucket.Versioning != Entities.Versioning.Off
            && (bucket.Versioning == Entities.Versioning.Enabled || current.Version is not null);
        var replaced = bucket.Versioning == Entities.Versioning.Suspended ? Find(database, bucket.Id, key, null) : null;
        CheckUnlocked(stays ? null : current, now);
        CheckUnlocked(replaced, now);
        if (stays)
        {
            ObjectRows.TakeOut(database, bucket.Id, key);
            Add(database, bucket.Id, current!, now);
        }
        else if (current is not null)
            ObjectRows.Remove(database, bucket.Id, current, garbage);
        if (replaced is not null)
            Remove(database, bucket.Id, key, null, garbage);
    }

    /// <summary>A bucket with locks keeps all versions. Should it ever not, a lock counts more than a put.</summary>
    static void CheckUnlocked(StoredObject? removed, DateTimeOffset now)
    {
        if (removed is not null && LockedVersion.IsLocked(removed.Attributes, now))
            throw LockedVersion.Denied();
    }

    /// <summary>Adds a version before all others of its key.</summary>
    public static void Add(ObjectDatabase database, long bucket, StoredObject value, DateTimeOffset now)
    {
        database.Execute(
            """
            INSERT INTO versions (bucket, key, place, blob, upload, size, etag, modified, checksum_algorithm, checksum_type, checksum,
                attributes, version, marker, replaced, data_key)
            VALUES ($1, $2, (SELECT COALESCE(MIN(place), 0) - 1 FROM versions WHERE bucket=$1 AND key=$2),
                $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            bucket,
            ObjectRows.Bytes(value.Key),
            value.Blob,
            value.Upload,
            value.Size,
            value.ETag,
            value.Modified.ToUnixTimeMilliseconds(),
            value.Checksum?.Algorithm,
            value.Checksum?.Type,
            value.Checksum?.Value,
            ObjectRows.Json(value.Attributes),
            value.Version,
            value.IsDeleteMarker ? 1 : 0,
            now.ToUnixTimeMilliseconds(),
            value.DataKey
        );
    }

    /// <summary>Removes a version and its data; null when there is none.</summary>
    public static StoredObject? Remove(ObjectDatabase database, long bucket, string key, string? version, List<string> garbage)
    {
        if (Find(database, bucket, key, version) is not { } found)
            return null;
        database.Execute("DELETE FROM versions WHERE bucket=$1 AND key=$2 AND version IS $3", bucket, ObjectRows.Bytes(key), version);
        ObjectRows.DiscardData(database, found, garbage);
        return found;
    }

    /// <summary>Makes the newest version current where the key has no current one, unless it is a delete marker.</summary>
    public static void Promote(ObjectDatabase database, long bucket, string key)
    {
        if (Newest(database, bucket, key) is not { IsDeleteMarker: false } newest)
            return;
        database.Execute(
            "DELETE FROM versions WHERE bucket=$1 AND key=$2 AND version IS $3",
            bucket,
            ObjectRows.Bytes(key),
            newest.Version
        );
        ObjectRows.Put(database, bucket, newest);
    }
}
