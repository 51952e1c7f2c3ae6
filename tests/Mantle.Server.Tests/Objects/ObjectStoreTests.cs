using Mantle.S3.Entities;
using Mantle.S3.Store;

namespace Mantle.Server.Tests.Objects;

public sealed class ObjectStoreTests : ObjectStoreTest
{
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
    public async Task Nothing_is_put_while_a_bucket_is_closed()
    {
        var exists = true;
        var bucket = new BucketReference(7, Versioning.Off, () => new(exists), () => true);
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

    [Fact]
    public async Task Nothing_is_written_by_settings_that_are_no_longer_the_buckets()
    {
        await using var store = Open();
        await PutAsync(store, "key", "data");
        var changed = Bucket with { IsCurrent = () => false };
        await Assert.ThrowsAsync<BucketChangedException>(() => PutAsync(store, changed, "key", [1], new StoredAttributes()));
        await Assert.ThrowsAsync<BucketChangedException>(() => store.DeleteAsync(changed, [new Deletion("key", null)]));
        Assert.Equal("data", await ReadAsync(store, "key"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_put_never_removes_a_locked_version(bool isSuspended)
    {
        await using var store = Open();
        var bucket = Bucket with { Versioning = isSuspended ? Versioning.Suspended : Versioning.Off };
        var locked = new StoredAttributes { LockMode = "COMPLIANCE", RetainUntil = clock.GetUtcNow().AddDays(1) };
        await PutAsync(store, bucket, "key", [1], locked);
        await Assert.ThrowsAsync<Mantle.Wire.ApiException>(() => PutAsync(store, bucket, "key", [2], new StoredAttributes()));
        Assert.Equal("COMPLIANCE", store.Find(bucket.Id, "key")!.Attributes.LockMode);
    }
}
