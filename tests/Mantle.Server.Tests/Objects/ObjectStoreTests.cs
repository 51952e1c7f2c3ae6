using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Secrets;
using Mantle.S3.Entities;
using Mantle.S3.Store;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Objects;

public sealed class ObjectStoreTests : IAsyncLifetime
{
    static readonly BucketReference Bucket = new(1, Versioning.Off, () => new(true));

    readonly TemporaryFolder folder = new();
    readonly TestClock clock = new();
    DataKeys keys = null!;

    string Files => Path.Combine(folder.Path, "objects");

    [Fact]
    public async Task Objects_are_there_after_a_restart()
    {
        await using (var store = Open())
            await PutAsync(store, "key", "data");
        await using (var store = Open())
            Assert.Equal("data", await ReadAsync(store, "key"));
        Assert.Single(AllFiles());
    }

    [Fact]
    public async Task What_an_overwrite_or_delete_leaves_is_deleted()
    {
        await using var store = Open();
        for (var i = 0; i < 5; i++)
            await PutAsync(store, "key", $"data {i}");
        Assert.Equal("data 4", await ReadAsync(store, "key"));
        Assert.Single(AllFiles());
        Assert.True((await store.DeleteAsync(Bucket, [new Deletion("key", null)]))[0].Found);
        Assert.Empty(AllFiles());
    }

    [Fact]
    public async Task Data_that_no_object_took_is_deleted_at_once_or_at_the_next_start()
    {
        await using (var store = Open())
        {
            using (await ReceiveAsync(store, "unwanted"))
                Assert.Single(AllFiles());
            Assert.Empty(AllFiles());
            await PutAsync(store, "key", "data");
        }
        // As a crash in the middle of an upload leaves it.
        await File.WriteAllTextAsync(Path.Combine(Files, "incoming", BlobFolder.NewId(clock.GetUtcNow())), "half");
        await using (var store = Open())
        {
            Assert.Single(AllFiles());
            Assert.Equal("data", await ReadAsync(store, "key"));
        }
    }

    [Fact]
    public async Task A_file_that_was_committed_but_not_moved_is_found_and_moved()
    {
        string blob;
        await using (var store = Open())
            blob = (await PutAsync(store, "key", "data")).Blob!;
        // As a crash between the commit and the move leaves it.
        File.Move(Path.Combine(Files, blob[..8], blob), Path.Combine(Files, "incoming", blob));
        using (var database = new ObjectDatabase(Path.Combine(folder.Path, "objects.db")))
            database.Execute("INSERT INTO arrivals VALUES ($1)", blob);
        await using (var store = Open())
            Assert.Equal("data", await ReadAsync(store, "key"));
        Assert.True(File.Exists(Path.Combine(Files, blob[..8], blob)));
    }

    [Fact]
    public async Task A_reader_keeps_what_it_reads()
    {
        await using var store = Open();
        var stored = await PutAsync(store, "key", "old data");
        await using (var stream = store.TryOpen(stored, 0, stored.Size)!)
        {
            await PutAsync(store, "key", "new data");
            using var reader = new StreamReader(stream);
            Assert.Equal("old data", await reader.ReadToEndAsync());
        }
        Assert.Null(store.TryOpen(stored, 0, stored.Size));
        Assert.Single(AllFiles());
    }

    [Fact]
    public async Task A_delimiter_is_skipped_whatever_is_behind_it()
    {
        await using var store = Open();
        foreach (var key in (string[])["a/x", "a0", "a/\uffff", "b", "a/\U0010ffff/z", "a"])
            await PutAsync(store, key, "");
        var page = store.List(Bucket.Id, new ListQuery("", "/", null, 10));
        Assert.Equal(["a", "a0", "b"], page.Objects.Select(stored => stored.Key));
        Assert.Equal(["a/"], page.CommonPrefixes);
        Assert.Equal(["a0", "b"], store.List(Bucket.Id, new ListQuery("", "/", "a/", 10)).Objects.Select(stored => stored.Key));
        Assert.Equal(["a0", "b"], store.List(Bucket.Id, new ListQuery("", "/", "a/x", 10)).Objects.Select(stored => stored.Key));
        Assert.Empty(store.List(2, new ListQuery("", null, null, 10)).Objects);
    }

    [Theory]
    [InlineData("SELECT key FROM objects WHERE bucket=$1 AND key>=$2 AND key<$3 ORDER BY key LIMIT $4", "bucket=? AND key>? AND key<?")]
    [InlineData(
        "SELECT key FROM uploads WHERE bucket=$1 AND (key, id)>($2, $3) AND key<$4 ORDER BY key, id LIMIT $5",
        "bucket=? AND (key,id)>(?,?)"
    )]
    public void A_page_is_found_by_seeking(string listing, string seek)
    {
        using var database = new ObjectDatabase(Path.Combine(folder.Path, "objects.db"));
        using var plan = database.Query($"EXPLAIN QUERY PLAN {listing}");
        Assert.True(plan.Read());
        Assert.Contains(seek, plan.GetString(3), StringComparison.Ordinal);
        Assert.False(plan.Read());
    }

    [Fact]
    public async Task Data_that_is_missing_is_an_error_and_not_a_wait()
    {
        await using var store = Open();
        var blob = (await PutAsync(store, "key", "data")).Blob!;
        File.Delete(Path.Combine(Files, blob[..8], blob));
        Assert.Throws<IOException>(() => store.Open(Bucket.Id, "key", null, static stored => (0, stored.Size)));
    }

    [Fact]
    public async Task What_is_on_the_disk_tells_nothing()
    {
        await using var store = Open();
        await PutAsync(store, "key", "a secret that is long enough to be told");
        var first = AllFiles().Single();
        var stored = await File.ReadAllBytesAsync(first);
        Assert.Equal("a secret that is long enough to be told".Length + 16, stored.Length);
        Assert.True(stored.AsSpan().IndexOf("secret"u8) < 0);
        // The same data under another key.
        await PutAsync(store, "other", "a secret that is long enough to be told");
        Assert.NotEqual(stored, await File.ReadAllBytesAsync(AllFiles().Single(file => file != first)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Segments.Size - 1)]
    [InlineData(Segments.Size)]
    [InlineData(Segments.Size + 1)]
    [InlineData(3 * Segments.Size)]
    [InlineData(5 * Segments.Size + 777)]
    public async Task Every_range_is_read_as_it_was_written(int size)
    {
        await using var store = Open();
        var data = RandomNumberGenerator.GetBytes(size);
        var stored = await PutAsync(store, "key", data);
        foreach (var buffer in (int[])[1_000, Segments.Size - 1, Segments.Size, 200_000])
        foreach (var start in (int[])[0, 1, Segments.Size - 1, Segments.Size, Segments.Size + 1, size - 1])
        foreach (var length in (int[])[size - start, 1, Segments.Size, Segments.Size + 1])
            if (start >= 0 && length >= 0 && start + length <= size)
                Assert.Equal(data.AsSpan(start, length).ToArray(), await ReadAsync(store.TryOpen(stored, start, length)!, buffer));
    }

    [Fact]
    public async Task A_file_that_was_changed_is_not_read()
    {
        await using var store = Open();
        var size = 3 * Segments.Size;
        var (one, two) = (
            await PutAsync(store, "one", RandomNumberGenerator.GetBytes(size)),
            await PutAsync(store, "two", RandomNumberGenerator.GetBytes(size))
        );
        var whole = await File.ReadAllBytesAsync(FileOf(one));

        // One bit, segments in another order, another object's file, an end that is missing.
        await RefusedAsync([.. whole[..100], (byte)(whole[100] ^ 1), .. whole[101..]]);
        await RefusedAsync([
            .. whole[Segments.StoredSize..(2 * Segments.StoredSize)],
            .. whole[..Segments.StoredSize],
            .. whole[(2 * Segments.StoredSize)..],
        ]);
        await RefusedAsync(await File.ReadAllBytesAsync(FileOf(two)));
        await RefusedAsync(whole[..^1]);
        await RefusedAsync(whole[..(2 * Segments.StoredSize)]);
        // A row that says the object is shorter: its key is bound to the length.
        await File.WriteAllBytesAsync(FileOf(one), whole);
        await Assert.ThrowsAsync<IOException>(() =>
            ReadAsync(store.TryOpen(one with { Size = 2 * Segments.Size }, 0, 2 * Segments.Size)!, 1_000)
        );
        Assert.Equal(size, (await ReadAsync(store.TryOpen(one, 0, size)!, 1_000)).Length);

        async Task RefusedAsync(byte[] changed)
        {
            await File.WriteAllBytesAsync(FileOf(one), changed);
            await Assert.ThrowsAsync<IOException>(() => ReadAsync(store.TryOpen(one, 0, size)!, 200_000));
        }
    }

    [Fact]
    public async Task A_file_of_before_data_was_encrypted_is_read_as_it_is()
    {
        StoredObject stored;
        await using (var store = Open())
            stored = await PutAsync(store, "key", "old data");
        await File.WriteAllTextAsync(FileOf(stored), "old data");
        using (var database = new ObjectDatabase(Path.Combine(folder.Path, "objects.db")))
            database.Execute("UPDATE objects SET data_key=NULL");
        await using (var store = Open())
        {
            Assert.Equal("old data", await ReadAsync(store, "key"));
            Assert.Equal("data"u8.ToArray(), await ReadAsync(store.TryOpen(store.Find(Bucket.Id, "key")!, 4, 4)!, 3));
        }
    }

    [Fact]
    public async Task Nothing_is_put_while_a_bucket_is_closed()
    {
        var exists = true;
        var bucket = new BucketReference(7, Versioning.Off, () => new(exists));
        await using var store = Open();
        var closed = await store.CloseBucketAsync(7);
        using var data = await ReceiveAsync(store, "x");
        var put = store.PutAsync(
            bucket,
            "key",
            data,
            null,
            new StoredAttributes(),
            static _ => { },
            () => new InvalidOperationException("gone")
        );
        Assert.False(put.IsCompleted);
        Assert.True(store.IsEmpty(7));
        exists = false;
        closed.Dispose();
        Assert.Equal("gone", (await Assert.ThrowsAsync<InvalidOperationException>(() => put)).Message);
        Assert.True(store.IsEmpty(7));
    }

    ObjectStore Open() => ObjectStore.Open(Path.Combine(folder.Path, "objects.db"), Files, keys, clock);

    static Task<StoredObject> PutAsync(ObjectStore store, string key, string data) => PutAsync(store, key, Encoding.UTF8.GetBytes(data));

    static async Task<StoredObject> PutAsync(ObjectStore store, string key, byte[] data)
    {
        using var received = await ReceiveAsync(store, data);
        return await store.PutAsync(
            Bucket,
            key,
            received,
            null,
            new StoredAttributes(),
            static _ => { },
            () => new InvalidOperationException()
        );
    }

    static Task<ReceivedData> ReceiveAsync(ObjectStore store, string data) => ReceiveAsync(store, Encoding.UTF8.GetBytes(data));

    static Task<ReceivedData> ReceiveAsync(ObjectStore store, byte[] data) =>
        store.ReceiveAsync(
            new MemoryStream(data),
            [],
            ObjectStore.LargestUpload,
            () => new InvalidOperationException(),
            CancellationToken.None
        );

    static async Task<string> ReadAsync(ObjectStore store, string key)
    {
        var stored = store.Find(Bucket.Id, key)!;
        using var reader = new StreamReader(store.TryOpen(stored, 0, stored.Size)!);
        return await reader.ReadToEndAsync();
    }

    static async Task<byte[]> ReadAsync(Stream stream, int bufferSize)
    {
        await using var data = stream;
        using var all = new MemoryStream();
        var buffer = new byte[bufferSize];
        while (await data.ReadAsync(buffer) is > 0 and var count)
            all.Write(buffer, 0, count);
        return all.ToArray();
    }

    string FileOf(StoredObject stored) => Path.Combine(Files, stored.Blob![..8], stored.Blob);

    string[] AllFiles() => Directory.GetFiles(Files, "*", SearchOption.AllDirectories);

    public async ValueTask InitializeAsync() => keys = await ObjectKeys.OfAsync(folder);

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
