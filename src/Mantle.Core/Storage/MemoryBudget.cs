using System.Runtime.CompilerServices;
using Mantle.Core.Accounts;

namespace Mantle.Core.Storage;

/// <summary>
/// Keeps the estimated memory of accounts within a limit. Above it, compiled policies are dropped first (compiling one again takes some
/// microseconds), then the least recently used accounts. Accounts used within the last minute stay.
/// </summary>
/// <param name="ledger">The ledger with the accounts.</param>
/// <param name="bytes">The limit, in bytes.</param>
/// <param name="dropCompiled">Drops compiled policies that are cached outside of their document.</param>
public sealed class MemoryBudget(Ledger ledger, long bytes, Action dropCompiled)
{
    /// <summary>Unused for this many ticks means unused for at least one whole minute.</summary>
    const int Recent = 2;

    /// <summary>Sizes of account states, because most accounts do not change from one minute to the next.</summary>
    readonly ConditionalWeakTable<Account, StrongBox<long>> sizes = [];

    /// <summary>The limit, in bytes.</summary>
    public long Limit => bytes;

    /// <summary>The estimated memory in use, in bytes.</summary>
    public long Taken => PolicyText.CompiledBytes + ledger.LoadedAccounts().Sum(SizeOf);

    /// <summary>Drops what exceeds the limit; returns whether anything was dropped.</summary>
    public bool Enforce()
    {
        var accounts = ledger.LoadedAccounts().ToList();
        var held = accounts.Sum(SizeOf);
        if (held + PolicyText.CompiledBytes <= bytes)
            return false;
        PolicyText.DropCompiled();
        dropCompiled();
        foreach (var slot in accounts.OrderByDescending(slot => slot.Idle))
        {
            if (held <= bytes)
                break;
            var size = SizeOf(slot);
            if (slot.ForgetIdle(Recent))
                held -= size;
        }
        // In the background, so that memory is returned to the machine without a pause for calls.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Optimized, blocking: false);
        return true;
    }

    long SizeOf(Slot<Account> slot) =>
        slot.Loaded is { } account ? sizes.GetValue(account, static account => new StrongBox<long>(account.Bytes)).Value : 0;
}
