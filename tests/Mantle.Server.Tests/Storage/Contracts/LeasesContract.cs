using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>A lease has one holder at a time, ends by time, and every later one has a greater fence.</summary>
public abstract class LeasesContract(StorageBackend backend) : StorageContract(backend)
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    readonly TestClock clock = new();
    ILeases leases = null!,
        others = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (leases, others) = (Backend.OpenLeases(clock), Backend.OpenLeases(clock));
    }

    public override async ValueTask DisposeAsync()
    {
        await leases.DisposeAsync();
        await others.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task What_one_has_no_other_gets_until_it_is_released()
    {
        var lease = await leases.TryTakeAsync("chore", "a", Minute);
        Assert.Equal(("chore", "a"), (lease!.Name, lease.Holder));
        Assert.Null(await others.TryTakeAsync("chore", "b", Minute));
        Assert.Null(await leases.TryTakeAsync("chore", "a", Minute));
        Assert.NotNull(await others.TryTakeAsync("another", "b", Minute));
        await leases.ReleaseAsync(lease);
        Assert.True((await others.TryTakeAsync("chore", "b", Minute))!.Fence > lease.Fence);
    }

    [Fact]
    public async Task A_holder_that_died_loses_its_lease_by_time()
    {
        var lost = await leases.TryTakeAsync("chore", "a", Minute);
        clock.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.Null(await others.TryTakeAsync("chore", "b", Minute));
        clock.Advance(TimeSpan.FromSeconds(1));
        var taken = await others.TryTakeAsync("chore", "b", Minute);
        Assert.True(taken!.Fence > lost!.Fence);
        Assert.False(await leases.RenewAsync(lost, Minute));
        await leases.ReleaseAsync(lost);
        Assert.Null(await leases.TryTakeAsync("chore", "a", Minute));
        Assert.True(await others.RenewAsync(taken, Minute));
    }

    [Fact]
    public async Task A_renewed_lease_lasts_from_then_on_and_one_that_ran_out_cannot_be_renewed()
    {
        var lease = (await leases.TryTakeAsync("chore", "a", Minute))!;
        clock.Advance(Minute / 2);
        Assert.True(await leases.RenewAsync(lease, Minute));
        clock.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.Null(await others.TryTakeAsync("chore", "b", Minute));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await leases.RenewAsync(lease, Minute));
    }

    [Fact]
    public async Task Of_all_who_ask_at_once_one_gets_it()
    {
        var taken = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(i => Task.Run(() => (i % 2 == 0 ? leases : others).TryTakeAsync("chore", $"{i}", Minute)))
        );
        Assert.Single(taken, lease => lease is not null);
    }
}
