using Mantle.Core.Secrets;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>Settings are written by compare-and-swap.</summary>
public abstract class SettingsContract(StorageBackend backend) : StorageContract(backend)
{
    [Fact]
    public async Task Settings_are_kept()
    {
        Assert.Null(await Store.ReadSettingAsync("s"));
        Assert.True(await Store.WriteSettingAsync("s", null, [1]));
        Assert.True(await Store.WriteSettingAsync("s", [1], [2]));
        await ReopenAsync();
        Assert.Equal([2], await Store.ReadSettingAsync("s"));
    }

    [Fact]
    public async Task A_setting_that_another_writer_changed_is_left_as_it_is()
    {
        Assert.False(await Store.WriteSettingAsync("s", [1], [2]));
        Assert.True(await Store.WriteSettingAsync("s", null, [1]));
        Assert.False(await Store.WriteSettingAsync("s", null, [2]));
        Assert.False(await Store.WriteSettingAsync("s", [0], [2]));
        Assert.Equal([1], await Store.ReadSettingAsync("s"));
    }

    [Fact]
    public async Task Of_parallel_writers_of_a_setting_exactly_one_is_first()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(i => Task.Run(() => Store.WriteSettingAsync("s", null, [(byte)i])))
        );
        Assert.Single(results, true);
    }

    [Fact]
    public async Task Of_nodes_that_rotate_keys_at_once_none_loses_one()
    {
        var masterKey = new byte[32];
        var rings = new List<KeyRing>();
        for (var i = 0; i < 4; i++)
            rings.Add(await KeyRing.OfSessionsAsync(Store, masterKey, Time));
        var made = await Task.WhenAll(rings.Select(ring => Task.Run(() => ring.RotateAsync(Time, DateTimeOffset.MinValue))));
        var all = await KeyRing.OfSessionsAsync(Store, masterKey, Time);
        Assert.Equal([1u, 2u, 3u, 4u, 5u], all.Keys.Select(key => key.Id));
        Assert.All(made, key => Assert.Contains(all.Keys, kept => kept.Id == key.Id && kept.Created == key.Created));
    }
}
