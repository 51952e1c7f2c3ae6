using System.Security.Cryptography;

namespace Mantle.S3.Store;

sealed partial class ObjectStore
{
    public async Task<Upload> CreateUploadAsync(
        BucketReference bucket,
        string key,
        string initiator,
        string? algorithm,
        string? checksumType,
        StoredAttributes attributes,
        Func<Exception> noBucket
    )
    {
        attributes = attributes with { Encryption = attributes.Encryption ?? StoredAttributes.Aes256 };
        var upload = new Upload(
            RandomNumberGenerator.GetHexString(64, lowercase: true),
            key,
            time.GetUtcNow(),
            initiator,
            algorithm,
            checksumType,
            attributes
        );
        using var pass = await EnterAsync(bucket, noBucket);
        return await writer.RunAsync(
            (database, _) =>
            {
                bucket.CheckCurrent();
                database.Execute(
                    "INSERT INTO uploads (bucket, key, id, initiated, initiator, checksum_algorithm, checksum_type, "
                        + "attributes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                    bucket.Id,
                    ObjectRows.Bytes(key),
                    upload.Id,
                    upload.Initiated.ToUnixTimeMilliseconds(),
                    initiator,
                    algorithm,
                    checksumType,
                    ObjectRows.Json(attributes)
                );
                return upload;
            }
        );
    }

    public Upload? FindUpload(long bucket, string key, string id) => Read(database => UploadRows.Find(database, bucket, key, id));

    /// <summary>Stores a part; it replaces the part with the same number.</summary>
    public Task<StoredPart> PutPartAsync(
        long bucket,
        Upload upload,
        int number,
        ReceivedData data,
        StoredChecksum? checksum,
        Func<Exception> noUpload
    )
    {
        var part = new StoredPart(number, data.Blob, data.Size, data.ETag, time.GetUtcNow(), checksum, data.Key);
        return writer.RunAsync(
            (database, files) =>
            {
                if (UploadRows.Find(database, bucket, upload.Key, upload.Id) is null)
                    throw noUpload();
                foreach (var before in ObjectRows.Parts(database, upload.Id, number - 1, 1))
                    if (before.Number == number)
                        ObjectRows.Discard(database, before.Blob, files.Discarded);
                database.Execute(
                    "INSERT INTO parts (upload, number, blob, size, etag, modified, checksum_algorithm, checksum, data_key) "
                        + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (upload, number) DO UPDATE SET "
                        + "blob=excluded.blob, size=excluded.size, etag=excluded.etag, modified=excluded.modified, "
                        + "checksum_algorithm=excluded.checksum_algorithm, checksum=excluded.checksum, data_key=excluded.data_key",
                    upload.Id,
                    number,
                    part.Blob,
                    part.Size,
                    part.ETag,
                    part.Modified.ToUnixTimeMilliseconds(),
                    checksum?.Algorithm,
                    checksum?.Value,
                    data.Key
                );
                files.Arrived.Add(data.Blob);
                data.IsTaken = true;
                return part;
            }
        );
    }

    /// <summary>Parts of an upload after a number, in order.</summary>
    public List<StoredPart> Parts(string upload, int after, int limit) =>
        Read(database => ObjectRows.Parts(database, upload, after, limit));

    /// <summary>The parts of an object; empty when it was uploaded in one request, or was deleted.</summary>
    public List<StoredPart> Parts(StoredObject stored) => stored.Upload is { } upload ? Parts(upload, 0, int.MaxValue) : [];

    /// <summary>Completes an upload: its parts become an object.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="upload">The upload.</param>
    /// <param name="attributes">The upload's attributes, as the bucket accepts them now.</param>
    /// <param name="assemble">Given the upload's parts, says which of them, in order, and what the object is; throws to refuse.</param>
    /// <param name="condition">Given what has the key now, throws to leave it in place.</param>
    /// <param name="noUpload">What to throw when the upload has ended.</param>
    /// <param name="noBucket">What to throw when the bucket is gone.</param>
    /// <exception cref="BucketChangedException">The bucket was changed.</exception>
    public async Task<StoredObject> CompleteUploadAsync(
        BucketReference bucket,
        Upload upload,
        StoredAttributes attributes,
        Func<List<StoredPart>, Assembly> assemble,
        Action<StoredObject?> condition,
        Func<Exception> noUpload,
        Func<Exception> noBucket
    )
    {
        using var pass = await EnterAsync(bucket, noBucket);
        return await writer.RunAsync(
            (database, files) =>
            {
                bucket.CheckCurrent();
                if (UploadRows.Find(database, bucket.Id, upload.Key, upload.Id) is null)
                    throw noUpload();
                var all = ObjectRows.Parts(database, upload.Id);
                var assembly = assemble(all);
                var before = ObjectRows.Find(database, bucket.Id, upload.Key);
                condition(before);
                VersionRows.MakeRoom(database, bucket, upload.Key, before, time.GetUtcNow(), files.Discarded);
                foreach (var left in all.Except(assembly.Parts))
                {
                    ObjectRows.Discard(database, left.Blob, files.Discarded);
                    database.Execute("DELETE FROM parts WHERE upload=$1 AND number=$2", upload.Id, left.Number);
                }
                database.Execute("DELETE FROM uploads WHERE id=$1", upload.Id);
                var stored = new StoredObject
                {
                    Key = upload.Key,
                    Upload = upload.Id,
                    Size = assembly.Parts.Sum(part => part.Size),
                    ETag = assembly.ETag,
                    Modified = time.GetUtcNow(),
                    Checksum = assembly.Checksum,
                    Attributes = attributes with { RequestedEncryption = null, RequestedKmsKey = null, TookPlace = null },
                    Version = bucket.Versioning == S3.Entities.Versioning.Enabled ? VersionRows.NewId() : null,
                };
                ObjectRows.Put(database, bucket.Id, stored);
                return stored;
            }
        );
    }

    /// <summary>Ends an upload and drops its parts; false when there is none.</summary>
    public Task<bool> AbortUploadAsync(long bucket, string key, string id) =>
        writer.RunAsync(
            (database, files) =>
            {
                if (UploadRows.Find(database, bucket, key, id) is null)
                    return false;
                ObjectRows.RemoveParts(database, id, files.Discarded);
                database.Execute("DELETE FROM uploads WHERE id=$1", id);
                return true;
            }
        );

    /// <summary>Drops the uploads of a bucket that is gone.</summary>
    public Task<bool> DropUploadsAsync(long bucket) =>
        writer.RunAsync(
            (database, files) =>
            {
                var ids = new List<string>();
                using (var rows = database.Query("SELECT id FROM uploads WHERE bucket=$1", bucket))
                    while (rows.Read())
                        ids.Add(rows.GetString(0));
                foreach (var id in ids)
                    ObjectRows.RemoveParts(database, id, files.Discarded);
                database.Execute("DELETE FROM uploads WHERE bucket=$1", bucket);
                return ids.Count > 0;
            }
        );

    /// <summary>Lists uploads under way, by key and then by id.</summary>
    /// <param name="bucket">The bucket's number.</param>
    /// <param name="query">What to list; it goes on after the uploads of the key in <see cref="ListQuery.After"/>.</param>
    /// <param name="afterUpload">Then of that key those after this upload are listed too.</param>
    public UploadPage ListUploads(long bucket, ListQuery query, string? afterUpload) =>
        Read(database => UploadRows.List(database, bucket, query, afterUpload));
}
