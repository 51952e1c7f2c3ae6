using System.Collections.Concurrent;
using Mantle.Core.Accounts;
using Mantle.Core.Organizations;
using Mantle.Core.Telemetry;

namespace Mantle.Core.Storage;

/// <summary>
/// The accounts and organizations in memory. Readers get the newest durable state without locks. Writers of one value take turns on its
/// newest state, which may not be on disk yet; their answers wait until it is.
/// </summary>
public sealed class Ledger : IAsyncDisposable
{
    readonly IStore store;
    readonly FlushInstruments? instruments;
    readonly Committer committer;
    readonly ConcurrentDictionary<AccountId, Slot<Account>> accounts = new();
    readonly ConcurrentDictionary<string, Slot<Organization>> organizations = new(StringComparer.Ordinal);
    readonly NameReader names;
    readonly MinuteClock clock = new();

    /// <param name="store">The store of the values.</param>
    /// <param name="instruments">Measures commits; null for no measurement.</param>
    public Ledger(IStore store, FlushInstruments? instruments = null)
    {
        (this.store, this.instruments) = (store, instruments);
        committer = new Committer(store, instruments);
        names = new NameReader(store);
    }

    /// <summary>Follows the change log for this ledger; null if nobody does.</summary>
    internal ChangeFollower? Follower { get; set; }

    /// <summary>
    /// Applies the changes of other nodes before something is reported as missing. False if there are no other nodes: asking again is
    /// useless.
    /// </summary>
    public async ValueTask<bool> CatchUpAsync()
    {
        if (!store.IsShared || Follower is not { } follower)
            return false;
        await follower.CatchUpAsync();
        return true;
    }

    /// <summary>Number of the committer's failed transactions.</summary>
    internal long Epoch => committer.Epoch;

    /// <summary>Grows when a commit that was built on the slot's state fails: a failed transaction, or a lost race.</summary>
    internal long EpochOf<T>(Slot<T> slot)
        where T : class, IVersioned => committer.Epoch + slot.Losses;

    /// <summary>The account at the newest durable commit; null if it does not exist.</summary>
    public ValueTask<Account?> AccountAsync(AccountId accountId)
    {
        return accounts.TryGetValue(accountId, out var slot) && slot.Durable is { } account
            ? new(account.Version == 0 ? null : account)
            : LoadedAsync();

        async ValueTask<Account?> LoadedAsync()
        {
            // Clients can send any account id, so ids that do not exist get no slot.
            if (slot is null && !await store.ExistsAsync(ValueId.Account(accountId)))
                return null;
            return await (slot ?? SlotOf(accountId)).LoadAsync() is { Version: > 0 } loaded ? loaded : null;
        }
    }

    /// <summary>
    /// The account at the newest durable commit, for callers that must not wait; null if it is not in memory or does not exist.
    /// </summary>
    public Account? FindLoaded(AccountId accountId) =>
        accounts.TryGetValue(accountId, out var slot) && slot.Durable is { Version: > 0 } account ? account : null;

    /// <summary>Number of accounts with a slot, whether or not their state is loaded.</summary>
    internal int SlotCount => accounts.Count;

    /// <summary>Number of commits that wait for the committer's thread.</summary>
    public int QueuedCommits => committer.QueueLength;

    /// <summary>The organization at the newest durable commit; null if it does not exist or was deleted.</summary>
    public ValueTask<Organization?> OrganizationAsync(string organizationId)
    {
        var slot = OrganizationSlotOf(organizationId);
        return slot.Durable is { } organization ? new(organization.Settings is null ? null : organization) : LoadedAsync(slot);

        static async ValueTask<Organization?> LoadedAsync(Slot<Organization> slot) =>
            await slot.LoadAsync() is { Settings: not null } organization ? organization : null;
    }

    /// <summary>Whether an account is closed, outside of a call; a call asks its view.</summary>
    public async ValueTask<bool> IsClosedAsync(Account account) =>
        account.Membership is { } membership
        && await OrganizationAsync(membership.OrganizationId) is { } organization
        && organization.IsClosed(account.Id);

    /// <summary>The account that owns a name at the newest durable commit; null if nobody owns it.</summary>
    public ValueTask<AccountId?> FindOwnerAsync(string kind, string name) => names.FindOwnerAsync(kind, name);

    /// <summary>The names of a kind with a prefix, in order, starting after <paramref name="after"/>.</summary>
    public IAsyncEnumerable<OwnedName> NamesAsync(string kind, string prefix = "", string after = "") =>
        names.ListAsync(kind, prefix, after);

    /// <summary>Number of names in memory.</summary>
    internal int KnownNames => names.Known.Count;

    /// <summary>Waits for the turn to write an account and, if given, an organization.</summary>
    public async Task<Turn> TurnAsync(AccountId accountId, string? organizationId = null)
    {
        // Always in this order and at most one of each, so that turns cannot deadlock.
        var account = SlotOf(accountId);
        var organization = organizationId is null ? null : OrganizationSlotOf(organizationId);
        await account.EnterAsync();
        if (organization is not null)
            await organization.EnterAsync();
        var turn = new Turn(this, account, organization);
        try
        {
            await turn.LoadAsync();
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Notes that a minute has passed.</summary>
    public void Tick() => clock.Tick();

    /// <summary>Drops accounts from memory that were not used for this many minutes.</summary>
    public void ForgetIdle(int minutes)
    {
        foreach (var (_, slot) in accounts)
            slot.ForgetIdle(minutes);
    }

    /// <summary>The slots of the accounts whose state is loaded.</summary>
    public IEnumerable<Slot<Account>> LoadedAccounts()
    {
        foreach (var (_, slot) in accounts)
            if (slot.Loaded is not null)
                yield return slot;
    }

    /// <summary>Sets a counter if that increases it; otherwise returns false. Durable when it returns.</summary>
    public Task<bool> AdvanceAsync(string counter, long value) => store.AdvanceAsync(counter, value);

    internal async Task CommitAsync(Turn turn, Commit commit, FinishedChange next)
    {
        var (accountSlot, organizationSlot) = (turn.AccountSlot, turn.OrganizationSlot);
        accountSlot.Advance(next.Account, turn.AccountEpoch);
        if (next.Organization is { } advanced)
            organizationSlot!.Advance(advanced, turn.OrganizationEpoch);
        var durable = committer.CommitAsync(
            commit,
            () =>
            {
                // The organization first, so that a reader of an account always finds it in its organization.
                if (next.Organization is { } organization)
                    organizationSlot!.Publish(organization);
                accountSlot.Publish(next.Account);
                names.Known.Apply(commit.Names);
            },
            turn
        );
        turn.Dispose();
        using var activity = instruments?.Wait();
        try
        {
            await durable;
        }
        catch (LostRaceException)
        {
            names.Known.Follow(commit.Names);
            throw;
        }
        catch (StoreException) when (store.IsShared)
        {
            // The commit may have been written all the same: perhaps only the store's answer failed.
            accountSlot.Lose();
            organizationSlot?.Lose();
            names.Known.Follow(commit.Names);
            throw;
        }
    }

    /// <summary>Applies an entry of the change log: drops states that are older than it.</summary>
    internal void Follow(ChangeRecord change)
    {
        if (change.Id == ValueId.Names)
            names.Known.Follow(change.Names);
        else if (change.Id.AccountId is { } account && accounts.TryGetValue(account, out var slot))
            slot.Follow(change.Version, EpochOf(slot));
        else if (change.Id.OrganizationId is { } organization && organizations.TryGetValue(organization, out var held))
            held.Follow(change.Version, EpochOf(held));
    }

    Slot<Account> SlotOf(AccountId accountId) =>
        accounts.GetOrAdd(
            accountId,
            static (id, ledger) => new Slot<Account>(ValueId.Account(id), () => ledger.LoadAccountAsync(id), ledger.clock),
            this
        );

    Slot<Organization> OrganizationSlotOf(string organizationId) =>
        organizations.GetOrAdd(
            organizationId,
            static (id, ledger) => new Slot<Organization>(ValueId.Organization(id), () => ledger.LoadOrganizationAsync(id), ledger.clock),
            this
        );

    async Task<Account> LoadAccountAsync(AccountId accountId)
    {
        return await store.LoadAsync(ValueId.Account(accountId), CancellationToken.None) is { } stored
            ? Account.Of(accountId, stored.Version, stored.Entities, stored.Secrets.Select(secret => (secret.Id, secret.Sealed!)))
            : Account.Empty(accountId);
    }

    async Task<Organization> LoadOrganizationAsync(string organizationId) =>
        await store.LoadAsync(ValueId.Organization(organizationId), CancellationToken.None) is { } stored
            ? Organization.Of(organizationId, stored.Version, stored.Entities)
            : Organization.Empty(organizationId);

    public ValueTask DisposeAsync() => committer.DisposeAsync();
}
