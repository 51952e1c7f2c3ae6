using System.Security.Cryptography;
using Mantle.S3.Store;

namespace Mantle.Server.Tests.Objects;

/// <summary>Object files are encrypted, verified, and readable in part.</summary>
public sealed class ObjectFileTests : ObjectStoreTest
{
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

    [Fact]
    public async Task Files_and_their_folders_are_the_owner_s_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
        Directory.CreateDirectory(Path.Combine(Files, "incoming"));
        foreach (var before in new[] { Files, Path.Combine(Files, "incoming") })
            File.SetUnixFileMode(before, Everybody);
        await using var store = Open();
        using (await ReceiveAsync(store, "still incoming"))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(AllFiles().Single()));
        var stored = await PutAsync(store, "key", "settled");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FileOf(stored)));
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var folder in new[] { Files, Path.Combine(Files, "incoming"), Path.GetDirectoryName(FileOf(stored))! })
            Assert.Equal(Own, File.GetUnixFileMode(folder));
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
        // A row with a shorter size: the key is bound to the length.
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

    static async Task<byte[]> ReadAsync(Stream stream, int bufferSize)
    {
        await using var data = stream;
        using var all = new MemoryStream();
        var buffer = new byte[bufferSize];
        while (await data.ReadAsync(buffer) is > 0 and var count)
            all.Write(buffer, 0, count);
        return all.ToArray();
    }
}
