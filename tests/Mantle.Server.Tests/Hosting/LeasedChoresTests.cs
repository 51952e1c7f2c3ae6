using Mantle.Core.Modules;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Storage;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Hosting;

/// <summary>One of several nodes at a time does a chore.</summary>
public sealed class LeasedChoresTests : IAsyncLifetime
{
    static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    readonly SqliteBackend backend = new();
    readonly TestClock clock = new();

    public async ValueTask InitializeAsync() => await backend.OpenStore().DisposeAsync();

    public ValueTask DisposeAsync()
    {
        backend.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task While_one_node_is_at_it_another_leaves_it_alone()
    {
        await using var leases = backend.OpenLeases(clock);
        await using var others = backend.OpenLeases(clock);
        var (here, there) = (new LeasedChores(leases, TimeSpan.FromMinutes(2)), new LeasedChores(others, TimeSpan.FromMinutes(2)));
        var (gate, runs) = (new TaskCompletionSource(), 0);
        var slow = here.RunAsync(new Chore("c", (_, _) => gate.Task), Now, CancellationToken.None);
        var quick = new Chore(
            "c",
            (_, _) =>
            {
                runs++;
                return Task.CompletedTask;
            }
        );
        await there.RunAsync(quick, Now, CancellationToken.None);
        Assert.Equal(0, runs);
        gate.SetResult();
        await slow;
        await there.RunAsync(quick, Now, CancellationToken.None);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_node_that_lost_its_lease_is_told_to_stop()
    {
        await using var leases = backend.OpenLeases(clock);
        var chores = new LeasedChores(leases, TimeSpan.FromMilliseconds(200));
        var started = new TaskCompletionSource();
        var running = chores.RunAsync(
            new Chore(
                "c",
                async (_, cancellation) =>
                {
                    started.SetResult();
                    await Task.Delay(Timeout.Infinite, cancellation);
                }
            ),
            Now,
            CancellationToken.None
        );
        await started.Task;
        clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_chore_that_is_still_at_it_keeps_its_lease()
    {
        await using var leases = backend.OpenLeases(TimeProvider.System);
        var chores = new LeasedChores(leases, TimeSpan.FromSeconds(2));
        await chores.RunAsync(
            new Chore(
                "c",
                async (_, cancellation) =>
                {
                    for (var i = 0; i < 4; i++)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
                        Assert.Null(await leases.TryTakeAsync("chore/c", "other", TimeSpan.FromSeconds(2)));
                    }
                }
            ),
            Now,
            CancellationToken.None
        );
        Assert.NotNull(await leases.TryTakeAsync("chore/c", "other", TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_chore_that_listens()
    {
        var chores = new LeasedChores(null, TimeSpan.FromMinutes(2));
        using var stopping = new CancellationTokenSource();
        var running = chores.RunAsync(new Chore("c", (_, token) => Task.Delay(Timeout.Infinite, token)), Now, stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
