using System.Collections.Concurrent;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;

namespace Mantle.S3.Store;

/// <summary>
/// S3's objects: a database of their metadata, and files with their data. An object exists, complete and verified, from the moment its put
/// is acknowledged, and not before; a crash leaves no partial object.
/// </summary>
sealed partial class ObjectStore : IAsyncDisposable
{
    /// <summary>Largest object uploaded at once, and largest part, in bytes: 5 GiB.</summary>
    public const long LargestUpload = 5L << 30;

    readonly string file;
    readonly BlobFolder folder;
    readonly DataKeys keys;
    readonly TimeProvider time;
    readonly ObjectWriter writer;
    readonly BucketGates gates = new();
    readonly ConcurrentBag<ObjectDatabase> readers = [];

    ObjectStore(string file, BlobFolder folder, DataKeys keys, ObjectWriter writer, TimeProvider time)
    {
        this.file = file;
        this.folder = folder;
        this.keys = keys;
        this.writer = writer;
        this.time = time;
    }

    /// <summary>Opens the store, creates it if needed, and removes the files of interrupted uploads.</summary>
    /// <exception cref="StoreException">The files cannot be used.</exception>
    public static ObjectStore Open(string file, string folder, DataKeys keys, TimeProvider time)
    {
        var blobs = new BlobFolder(folder);
        var database = new ObjectDatabase(file);
        try
        {
            return new ObjectStore(file, blobs, keys, new ObjectWriter(database, blobs), time);
        }
        catch (Exception error)
        {
            database.Dispose();
            throw error is IOException ? new StoreException($"The folder {folder} cannot be used: {error.Message}", error) : error;
        }
    }

    /// <summary>The present time, which is that of a write rather than the beginning of its request.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    public StoredObject? Find(long bucket, string key) => Read(database => ObjectRows.Find(database, bucket, key));

    /// <summary>Writes data to a file that no object refers to yet; a put takes it over.</summary>
    public Task<ReceivedData> ReceiveAsync(
        Stream source,
        IReadOnlyList<string> algorithms,
        long limit,
        Func<Exception> tooLarge,
        CancellationToken cancellation
    ) => Reception.ReceiveAsync(folder, keys, BlobFolder.NewId(time.GetUtcNow()), source, algorithms, limit, tooLarge, cancellation);

    /// <summary>Puts an object; it replaces the object with the same key.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="data">Its data.</param>
    /// <param name="checksum">The checksum to store.</param>
    /// <param name="attributes">The object's attributes.</param>
    /// <param name="condition">Gets the key's present object; throws to keep it.</param>
    /// <param name="noBucket">What to throw when the bucket is gone.</param>
    /// <exception cref="BucketChangedException">The bucket was changed; the data can be put by its new settings.</exception>
    public async Task<StoredObject> PutAsync(
        BucketReference bucket,
        string key,
        ReceivedData data,
        StoredChecksum? checksum,
        StoredAttributes attributes,
        Action<StoredObject?> condition,
        Func<Exception> noBucket
    )
    {
        var stored = new StoredObject
        {
            Key = key,
            Blob = data.Blob,
            DataKey = data.Key,
            Size = data.Size,
            ETag = data.ETag,
            Modified = time.GetUtcNow(),
            Checksum = checksum,
            Attributes = attributes with { Encryption = attributes.Encryption ?? StoredAttributes.Aes256 },
            Version = bucket.Versioning == Entities.Versioning.Enabled ? VersionRows.NewId() : null,
        };
        using var pass = await EnterAsync(bucket, noBucket);
        return await writer.RunAsync(
            (database, files) =>
            {
                bucket.CheckCurrent();
                var before = ObjectRows.Find(database, bucket.Id, key);
                condition(before);
                VersionRows.MakeRoom(database, bucket, key, before, stored.Modified, files.Discarded);
                ObjectRows.Put(database, bucket.Id, stored);
                files.Arrived.Add(data.Blob);
                data.IsTaken = true;
                return stored;
            }
        );
    }

    /// <summary>The data of an object; null when it was deleted or overwritten since the look-up.</summary>
    /// <param name="stored">The object.</param>
    /// <param name="start">First byte.</param>
    /// <param name="length">Number of bytes, all of them in the object.</param>
    public Stream? TryOpen(StoredObject stored, long start, long length)
    {
        if (stored.Blob is { } blob)
            return ObjectStream.TryOpen(
                folder,
                keys,
                [new ObjectStream.Piece(new StoredFile(blob, stored.Size, stored.DataKey), start, length)]
            );
        var parts = Parts(stored);
        return parts.Count == 0 ? null : ObjectStream.TryOpen(folder, keys, Pieces(parts, start, length));
    }

    /// <summary>Keeps a bucket from getting objects until disposed, while its deletion is decided.</summary>
    public Task<IDisposable> CloseBucketAsync(long bucket) => gates.CloseAsync(bucket);

    /// <summary>Whether a bucket is empty, without noncurrent versions and delete markers too.</summary>
    public bool IsEmpty(long bucket) =>
        Read(database =>
            !database.Any("SELECT 1 FROM objects WHERE bucket=$1 LIMIT 1", bucket)
            && !database.Any("SELECT 1 FROM versions WHERE bucket=$1 LIMIT 1", bucket)
        );

    async Task<IDisposable> EnterAsync(BucketReference bucket, Func<Exception> noBucket)
    {
        var pass = await gates.EnterAsync(bucket.Id);
        try
        {
            if (await bucket.ExistsAsync())
                return pass;
            throw noBucket();
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    static List<ObjectStream.Piece> Pieces(List<StoredPart> parts, long start, long length)
    {
        var pieces = new List<ObjectStream.Piece>();
        var (position, end) = (0L, start + length);
        foreach (var part in parts)
        {
            var (from, to) = (Math.Max(start, position), Math.Min(end, position + part.Size));
            if (from < to)
                pieces.Add(new ObjectStream.Piece(new StoredFile(part.Blob, part.Size, part.DataKey), from - position, to - from));
            position += part.Size;
        }
        return pieces;
    }

    T Read<T>(Func<ObjectDatabase, T> read)
    {
        if (!readers.TryTake(out var database))
            database = new ObjectDatabase(file);
        try
        {
            return read(database);
        }
        finally
        {
            readers.Add(database);
        }
    }

    public ValueTask DisposeAsync()
    {
        writer.Dispose();
        while (readers.TryTake(out var reader))
            reader.Dispose();
        return ValueTask.CompletedTask;
    }
}
