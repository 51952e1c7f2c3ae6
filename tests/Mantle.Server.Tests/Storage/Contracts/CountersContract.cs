namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>Counters only grow.</summary>
public abstract class CountersContract(StorageBackend backend) : StorageContract(backend)
{
    [Fact]
    public async Task A_counter_only_grows()
    {
        Assert.True(await Store.AdvanceAsync("mfa", 5));
        Assert.False(await Store.AdvanceAsync("mfa", 5));
        Assert.False(await Store.AdvanceAsync("mfa", 4));
        await ReopenAsync();
        Assert.False(await Store.AdvanceAsync("mfa", 5));
        Assert.True(await Store.AdvanceAsync("mfa", 6));
    }

    [Fact]
    public async Task Of_parallel_advances_to_one_value_exactly_one_succeeds()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Store.AdvanceAsync("mfa", 1))));
        Assert.Single(results, true);
    }
}
