using Mantle.Core.Modules;
using Mantle.Core.Storage;

namespace Mantle.Server.Hosting;

/// <summary>
/// Runs each chore on one node at a time. The lease of a node that dies expires. If this process alone uses the store, there are no
/// leases.
/// </summary>
/// <param name="leases">The leases that nodes share; null for a single node.</param>
/// <param name="duration">Duration of a lease. It is renewed four times within that time.</param>
sealed class LeasedChores(ILeases? leases, TimeSpan duration)
{
    /// <summary>How long other nodes wait for a node that died.</summary>
    public static readonly TimeSpan UsualDuration = TimeSpan.FromMinutes(2);

    readonly string holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Runs a chore, unless another node is running it. The chore is cancelled if the lease is lost.</summary>
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
    /// Renews the lease until the chore is done. Cancels the chore if the lease is lost, or may be because the store does not answer.
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
            // The store may answer again before the lease expires.
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
