using Mantle.Core.Accounts;
using Mantle.Core.Organizations;

namespace Mantle.Core.Storage;

/// <summary>
/// A writer's turn on an account, and on an organization if the call writes one. Other writers wait until it is disposed or committed.
/// </summary>
public sealed class Turn : IDisposable
{
    readonly Ledger ledger;
    readonly Slot<Account> account;
    readonly Slot<Organization>? organization;
    bool left;

    internal Turn(Ledger ledger, Slot<Account> account, Slot<Organization>? organization)
    {
        (this.ledger, this.account, this.organization) = (ledger, account, organization);
        Epoch = ledger.Epoch;
        AccountEpoch = ledger.EpochOf(account);
        OrganizationEpoch = organization is null ? 0 : ledger.EpochOf(organization);
    }

    internal Slot<Account> AccountSlot => account;

    internal Slot<Organization>? OrganizationSlot => organization;

    /// <summary>
    /// The committer's failure count when the turn began. A commit is refused if it was built on a state that failed since.
    /// </summary>
    internal long Epoch { get; }

    internal long AccountEpoch { get; }

    internal long OrganizationEpoch { get; }

    /// <summary>Whether the states that the turn began with are still the newest.</summary>
    internal bool Stands =>
        ledger.EpochOf(account) == AccountEpoch && (organization is null || ledger.EpochOf(organization) == OrganizationEpoch);

    public Account Account { get; private set; } = null!;

    public Organization? Organization { get; private set; }

    internal async Task LoadAsync()
    {
        Account = await account.NewestAsync(AccountEpoch);
        if (organization is not null)
            Organization = await organization.NewestAsync(OrganizationEpoch);
    }

    /// <summary>Commits and ends the turn; returns when the commit is durable.</summary>
    /// <param name="time">The call's time.</param>
    /// <param name="next">The changed values and the writes that store them.</param>
    /// <param name="record">The call's event.</param>
    public Task CommitAsync(DateTimeOffset time, FinishedChange next, AuditRecord? record) =>
        ledger.CommitAsync(this, new Commit(time, next.Writes, record) { Names = next.Names }, next);

    public void Dispose()
    {
        if (left)
            return;
        left = true;
        organization?.Leave();
        account.Leave();
    }
}
