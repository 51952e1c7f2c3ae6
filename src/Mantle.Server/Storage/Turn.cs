using Mantle.Server.Accounts;

namespace Mantle.Server.Storage;

/// <summary>A writer's turn on an account, and on the directory where the call needs it. Others wait until it is disposed or committed.</summary>
sealed class Turn(Ledger ledger, Slot<Account> account, Slot<NameDirectory>? directory, long epoch) : IDisposable
{
    bool left;

    internal Slot<Account> AccountSlot => account;

    /// <summary>The committer's count of failures when the turn began: a commit built on a state that failed since is refused.</summary>
    internal long Epoch => epoch;

    public Account Account { get; private set; } = null!;

    public NameDirectory? Directory { get; private set; }

    internal async Task LoadAsync()
    {
        Account = await account.NewestAsync(epoch);
        if (directory is not null)
            Directory = await directory.NewestAsync(epoch);
    }

    /// <summary>Ends the turn with a commit; returns when it is durable.</summary>
    /// <param name="changes">The commit: values written, and the call's event.</param>
    /// <param name="next">The account as it is after it.</param>
    /// <param name="names">The directory as it is after it, if it was written.</param>
    public Task CommitAsync(Commit changes, Account next, NameDirectory? names) => ledger.CommitAsync(this, changes, next, names);

    public void Dispose()
    {
        if (left)
            return;
        left = true;
        directory?.Leave();
        account.Leave();
    }
}
