using System.Runtime.CompilerServices;
using Mantle.Core.Accounts;

namespace Mantle.Core.Storage;

/// <summary>
/// Holds what the server keeps of accounts to a number of bytes, estimated: over it, compiled policies go first, which costs their next
/// use some microseconds each; then accounts, those longest unused before others. What was used within the last minute stays.
/// </summary>
/// <param name="ledger">Where the accounts are.</param>
/// <param name="bytes">How much they may take.</param>
/// <param name="dropCompiled">Drops compiled forms that are kept elsewhere than with their document.</param>
public sealed class MemoryBudget(Ledger ledger, long bytes, Action dropCompiled)
{
    /// <summary>Unused for so many ticks is unused for one whole minute at least.</summary>
    const int Recent = 2;

    /// <summary>A measured state of an account is not measured again: most do not change from one minute to the next.</summary>
    readonly ConditionalWeakTable<Account, StrongBox<long>> sizes = [];

    /// <summary>The budget, in bytes.</summary>
    public long Limit => bytes;

    /// <summary>How much of the budget is taken, in bytes.</summary>
    public long Taken => PolicyText.CompiledBytes + ledger.Held().Sum(SizeOf);

    /// <summary>Drops what is over the budget. Whether anything was.</summary>
    public bool Enforce()
    {
        var accounts = ledger.Held().ToList();
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
        // In the background: the memory goes back to the machine without a pause for those who call.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Optimized, blocking: false);
        return true;
    }

    long SizeOf(Slot<Account> slot) =>
        slot.Held is { } account ? sizes.GetValue(account, static account => new StrongBox<long>(account.Bytes)).Value : 0;
}
