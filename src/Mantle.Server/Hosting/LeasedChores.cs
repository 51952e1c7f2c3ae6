using Mantle.Core.Modules;
using Mantle.Core.Storage;

namespace Mantle.Server.Hosting;

/// <summary>
/// Does chores so that of several nodes one does each at a time. A node that dies loses its lease when the time is over. Where the store is
/// used by this process alone there are no leases, and nothing is asked.
/// </summary>
/// <param name="leases">The leases that nodes share; null where there is one node.</param>
/// <param name="duration">How long a lease lasts unless it is renewed, which is done four times as often.</param>
sealed class LeasedChores(ILeases? leases, TimeSpan duration)
{
    /// <summary>How long others wait for a node that died.</summary>
    public static readonly TimeSpan UsualDuration = TimeSpan.FromMinutes(2);

    readonly string holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Does a chore, unless another node is at it. It is told to stop when its lease is lost.</summary>
    public async Task RunAsync(Chore chore, DateTimeOffset now, CancellationToken stopping)
    {
        if (leases is null)
        {
            await chore.RunAsync(now, stopping);
            return;
        }
        var asked = TimeProvider.System.GetTimestamp();
        if (await leases.TryTakeAsync("chore/" + chore.Name, holder, duration) is not { } lease)
            return;
        using var running = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var keeping = KeepAsync(lease, asked, running);
        try
        {
            await chore.RunAsync(now, running.Token);
        }
        finally
        {
            await running.CancelAsync();
            await keeping;
            await leases.ReleaseAsync(lease);
        }
    }

    /// <summary>
    /// Renews the lease until the chore is done. When it is lost, or may be for all the store says, the chore is told to stop.
    /// </summary>
    async Task KeepAsync(Lease lease, long sureAt, CancellationTokenSource running)
    {
        while (true)
        {
            await Task.Delay(duration / 4, running.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (running.IsCancellationRequested)
                return;
            var asked = TimeProvider.System.GetTimestamp();
            try
            {
                if (!await leases!.RenewAsync(lease, duration))
                    break;
                sureAt = asked;
            }
            // A store that cannot be reached now may be again before the lease runs out.
            catch (Exception) when (TimeProvider.System.GetElapsedTime(sureAt) < duration / 2)
            {
                continue;
            }
            catch (Exception)
            {
                break;
            }
        }
        await running.CancelAsync();
    }
}
