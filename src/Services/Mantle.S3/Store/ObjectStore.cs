using System.Collections.Concurrent;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;

namespace Mantle.S3.Store;

/// <summary>
/// S3's objects: what is known of them in a database of their own, their data in files. An object is there, whole and verified, when
/// its put was acknowledged, and not before; a crash leaves nothing half.
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

    /// <summary>Opens the store, creating it if needed, and removes what uploads cut short left behind.</summary>
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

    public StoredObject? Find(long bucket, string key) => Read(database => ObjectRows.Find(database, bucket, key));

    /// <summary>Takes data to a file; what becomes of it is decided by a put.</summary>
    public Task<ReceivedData> ReceiveAsync(
        Stream source,
        IReadOnlyList<string> algorithms,
        long limit,
        Func<Exception> tooLarge,
        CancellationToken cancellation
    ) => Reception.ReceiveAsync(folder, keys, BlobFolder.NewId(time.GetUtcNow()), source, algorithms, limit, tooLarge, cancellation);

    /// <summary>Puts an object in the place of what has its key.</summary>
    /// <param name="bucket">Where to.</param>
    /// <param name="key">The key.</param>
    /// <param name="data">Its data.</param>
    /// <param name="checksum">The checksum to keep.</param>
    /// <param name="attributes">What goes with it.</param>
    /// <param name="condition">Given what has the key now, throws to leave it in place.</param>
    /// <param name="noBucket">What to throw when the bucket is gone.</param>
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

    /// <summary>The data of an object; null when it was deleted or overwritten since it was looked up.</summary>
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

    /// <summary>Finds an object and opens a range of it; one that is overwritten in between is looked up anew.</summary>
    /// <param name="bucket">The bucket's number.</param>
    /// <param name="key">The key.</param>
    /// <param name="version">The version's id; null for the current one.</param>
    /// <param name="choose">Given the object, says the first byte and the number of bytes; throws to refuse.</param>
    /// <returns>The object and its data; null when there is none.</returns>
    /// <exception cref="IOException">The object's data is missing.</exception>
    public (StoredObject Object, Stream Data)? Open(
        long bucket,
        string key,
        string? version,
        Func<StoredObject, (long Start, long Length)> choose
    )
    {
        StoredObject? before = null;
        while (Find(bucket, key, version) is { } stored)
        {
            var (start, length) = choose(stored);
            if (TryOpen(stored, start, length) is { } data)
                return (stored, data);
            if (before is not null && (before.Blob, before.Upload) == (stored.Blob, stored.Upload))
                throw new IOException("The data of an object is missing.");
            before = stored;
        }
        return null;
    }

    /// <summary>Keeps objects from being put into a bucket until disposed: it is about to be deleted.</summary>
    public Task<IDisposable> CloseBucketAsync(long bucket) => gates.CloseAsync(bucket);

    /// <summary>Whether a bucket holds nothing, noncurrent versions and delete markers included.</summary>
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
