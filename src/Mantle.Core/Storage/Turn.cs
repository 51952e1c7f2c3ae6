using Mantle.Core.Accounts;
using Mantle.Core.Naming;
using Mantle.Core.Organizations;

namespace Mantle.Core.Storage;

/// <summary>
/// A writer's turn on an account, and on an organization and the directory where the call needs them. Others wait until it is disposed
/// or committed.
/// </summary>
public sealed class Turn(Ledger ledger, Slot<Account> account, Slot<Organization>? organization, Slot<NameDirectory>? directory, long epoch)
    : IDisposable
{
    bool left;

    internal Slot<Account> AccountSlot => account;

    internal Slot<Organization>? OrganizationSlot => organization;

    /// <summary>The committer's count of failures when the turn began: a commit built on a state that failed since is refused.</summary>
    internal long Epoch => epoch;

    public Account Account { get; private set; } = null!;

    public Organization? Organization { get; private set; }

    public NameDirectory? Directory { get; private set; }

    internal async Task LoadAsync()
    {
        Account = await account.NewestAsync(epoch);
        if (organization is not null)
            Organization = await organization.NewestAsync(epoch);
        if (directory is not null)
            Directory = await directory.NewestAsync(epoch);
    }

    /// <summary>Ends the turn with a commit; returns when it is durable.</summary>
    /// <param name="time">The call's time.</param>
    /// <param name="next">The values as they are after it, and the writes that make them so.</param>
    /// <param name="record">The call's event.</param>
    public Task CommitAsync(DateTimeOffset time, Written next, AuditRecord? record) =>
        ledger.CommitAsync(this, new Commit(time, next.Writes, record), next);

    public void Dispose()
    {
        if (left)
            return;
        left = true;
        directory?.Leave();
        organization?.Leave();
        account.Leave();
    }
}

/// <summary>What a change comes to: the values after it (null where one is not written), and the writes that make them so.</summary>
public sealed record Written(Account Account, Organization? Organization, NameDirectory? Directory, List<ValueWrite> Writes);
