namespace Mantle.Core.Storage;

/// <summary>
/// Leases that nodes share: at most one node holds a lease. The store's clock decides, because nodes' clocks differ, so a lease ends for
/// all nodes at once. A holder measures the remaining time from before its request, on a monotonic clock.
/// </summary>
public interface ILeases : IAsyncDisposable
{
    /// <summary>Takes a lease that is free: never taken, released or expired. Null if another holder has it.</summary>
    Task<Lease?> TryTakeAsync(string name, string holder, TimeSpan duration);

    /// <summary>
    /// Extends a lease to end after <paramref name="duration"/> from now; false if it has expired, even if nobody took it since.
    /// </summary>
    Task<bool> RenewAsync(Lease lease, TimeSpan duration);

    /// <summary>Releases a lease. Does nothing if it has expired.</summary>
    Task ReleaseAsync(Lease lease);
}
