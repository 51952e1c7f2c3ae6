namespace Mantle.Core.Storage;

/// <summary>
/// Leases that nodes share: of all who ask for one, one has it. The time is the store's own, never a caller's: nodes' clocks differ, and
/// a lease ends for everybody at once. A holder measures its time from before it asked, on a clock that nobody sets.
/// </summary>
public interface ILeases : IAsyncDisposable
{
    /// <summary>Takes a lease that nobody has, be it released, run out or never taken; null where somebody has it.</summary>
    Task<Lease?> TryTakeAsync(string name, string holder, TimeSpan duration);

    /// <summary>Makes a lease last so long from now; false where it has run out, also if nobody else took it since.</summary>
    Task<bool> RenewAsync(Lease lease, TimeSpan duration);

    /// <summary>Gives a lease back; nothing happens where it has run out.</summary>
    Task ReleaseAsync(Lease lease);
}
