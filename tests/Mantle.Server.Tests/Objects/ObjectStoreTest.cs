using System.Text;
using Mantle.Core.Secrets;
using Mantle.S3.Entities;
using Mantle.S3.Store;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Objects;

/// <summary>A store in a folder of its own, which tests open several times.</summary>
public abstract class ObjectStoreTest : IAsyncLifetime
{
    private protected static readonly BucketReference Bucket = new(1, Versioning.Off, () => new(true), () => true);

    private protected readonly TemporaryFolder folder = new();
    private protected readonly TestClock clock = new();
    DataKeys keys = null!;

    private protected string Files => Path.Combine(folder.Path, "objects");

    private protected ObjectStore Open() => ObjectStore.Open(Path.Combine(folder.Path, "objects.db"), Files, keys, clock);

    private protected static Task<StoredObject> PutAsync(ObjectStore store, string key, string data) =>
        PutAsync(store, key, Encoding.UTF8.GetBytes(data));

    private protected static Task<StoredObject> PutAsync(ObjectStore store, string key, byte[] data) =>
        PutAsync(store, Bucket, key, data, new StoredAttributes());

    private protected static async Task<StoredObject> PutAsync(
        ObjectStore store,
        BucketReference bucket,
        string key,
        byte[] data,
        StoredAttributes attributes
    )
    {
        using var received = await ReceiveAsync(store, data);
        return await store.PutAsync(bucket, key, received, null, attributes, static _ => { }, () => new InvalidOperationException());
    }

    private protected static Task<ReceivedData> ReceiveAsync(ObjectStore store, string data) =>
        ReceiveAsync(store, Encoding.UTF8.GetBytes(data));

    private protected static Task<ReceivedData> ReceiveAsync(ObjectStore store, byte[] data) =>
        store.ReceiveAsync(
            new MemoryStream(data),
            [],
            ObjectStore.LargestUpload,
            () => new InvalidOperationException(),
            CancellationToken.None
        );

    private protected static async Task<string> ReadAsync(ObjectStore store, string key)
    {
        var stored = store.Find(Bucket.Id, key)!;
        using var reader = new StreamReader(store.TryOpen(stored, 0, stored.Size)!);
        return await reader.ReadToEndAsync();
    }

    private protected string FileOf(StoredObject stored) => Path.Combine(Files, stored.Blob![..8], stored.Blob);

    private protected string[] AllFiles() => Directory.GetFiles(Files, "*", SearchOption.AllDirectories);

    public async ValueTask InitializeAsync() => keys = await ObjectKeys.OfAsync(folder);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
