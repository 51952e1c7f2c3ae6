using System.Collections.Concurrent;
using Mantle.Core.Accounts;
using Mantle.Core.Organizations;
using Mantle.Core.Telemetry;

namespace Mantle.Core.Storage;

/// <summary>
/// The values in memory. Readers take the newest durable value, without locks. Writers of one value take turns on its newest
/// state, which may still be on its way to the disk; their answers wait until it is there.
/// </summary>
public sealed class Ledger : IAsyncDisposable
{
    readonly IStore store;
    readonly FlushInstruments? told;
    readonly Committer committer;
    readonly ConcurrentDictionary<string, Slot<Account>> accounts = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Slot<Organization>> organizations = new(StringComparer.Ordinal);
    readonly NameReader names;
    readonly UseClock clock = new();

    /// <param name="store">Where the values rest.</param>
    /// <param name="told">Is told of commits; null where nobody can listen.</param>
    public Ledger(IStore store, FlushInstruments? told = null)
    {
        (this.store, this.told) = (store, told);
        committer = new Committer(store, told);
        names = new NameReader(store);
    }

    /// <summary>Who follows the change log for this ledger; null where nobody does.</summary>
    internal ChangeFollower? Follower { get; set; }

    /// <summary>
    /// Takes over what other nodes have changed, before a miss is reported. False where there are none: asking again finds nothing new.
    /// </summary>
    public async ValueTask<bool> CatchUpAsync()
    {
        if (!store.IsShared || Follower is not { } follower)
            return false;
        await follower.CatchUpAsync();
        return true;
    }

    /// <summary>The committer's count of failures.</summary>
    internal long Epoch => committer.Epoch;

    /// <summary>Grows when something that was built on the slot's state failed: all of it did, or a part of it lost a race.</summary>
    internal long EpochOf<T>(Slot<T> slot)
        where T : class, IVersioned => committer.Epoch + slot.Losses;

    /// <summary>The account as of the newest durable commit; null when there is none with this id.</summary>
    public ValueTask<Account?> AccountAsync(string accountId)
    {
        return accounts.TryGetValue(accountId, out var slot) && slot.Durable is { } account
            ? new(account.Version == 0 ? null : account)
            : LoadedAsync();

        async ValueTask<Account?> LoadedAsync()
        {
            // Anybody can ask for accounts that do not exist: they must not leave anything in memory.
            if (slot is null && !await store.ExistsAsync(ValueId.Account(accountId)))
                return null;
            return await (slot ?? SlotOf(accountId)).LoadAsync() is { Version: > 0 } loaded ? loaded : null;
        }
    }

    /// <summary>How many accounts have a place in memory, whether or not their state is there now.</summary>
    internal int Places => accounts.Count;

    /// <summary>How many commits wait to be taken up by the committer.</summary>
    public int QueuedCommits => committer.QueueLength;

    /// <summary>The organization as of the newest durable commit; null when there is none with this id, or no longer.</summary>
    public ValueTask<Organization?> OrganizationAsync(string organizationId)
    {
        var slot = OrganizationSlotOf(organizationId);
        return slot.Durable is { } organization ? new(organization.Settings is null ? null : organization) : LoadedAsync(slot);

        static async ValueTask<Organization?> LoadedAsync(Slot<Organization> slot) =>
            await slot.LoadAsync() is { Settings: not null } organization ? organization : null;
    }

    /// <summary>The account that has a name as of the newest durable commit; null when nobody has.</summary>
    public ValueTask<string?> FindOwnerAsync(string kind, string name) => names.FindOwnerAsync(kind, name);

    /// <summary>The names of a kind that begin with a prefix, in order, from after one on.</summary>
    public IAsyncEnumerable<OwnedName> NamesAsync(string kind, string prefix = "", string after = "") =>
        names.ListAsync(kind, prefix, after);

    /// <summary>How many names are in memory.</summary>
    internal int KnownNames => names.Known.Count;

    /// <summary>Waits for the turn to write an account, and with it an organization where asked.</summary>
    public async Task<Turn> TurnAsync(string accountId, string? organizationId = null)
    {
        // Always in this order, and one of each at most, so that two turns can never wait for each other.
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

    /// <summary>Drops accounts from memory that were not used for so many minutes, so that memory follows the ones in use.</summary>
    public void ForgetIdle(int minutes)
    {
        foreach (var (_, slot) in accounts)
            slot.ForgetIdle(minutes);
    }

    /// <summary>The accounts in memory.</summary>
    public IEnumerable<Slot<Account>> Held()
    {
        foreach (var (_, slot) in accounts)
            if (slot.Held is not null)
                yield return slot;
    }

    /// <summary>Sets a counter if it grows by that; false when it was there already or beyond. Durable when it returns.</summary>
    public Task<bool> AdvanceAsync(string counter, long value) => store.AdvanceAsync(counter, value);

    internal async Task CommitAsync(Turn turn, Commit commit, Written next)
    {
        var (accountSlot, organizationSlot) = (turn.AccountSlot, turn.OrganizationSlot);
        accountSlot.Advance(next.Account, turn.AccountEpoch);
        if (next.Organization is { } advanced)
            organizationSlot!.Advance(advanced, turn.OrganizationEpoch);
        var durable = committer.CommitAsync(
            commit,
            () =>
            {
                // The organization first: an account that is linked to it is then always found in it.
                if (next.Organization is { } organization)
                    organizationSlot!.Publish(organization);
                accountSlot.Publish(next.Account);
                names.Known.Apply(commit.Names);
            },
            turn
        );
        turn.Dispose();
        using var activity = told?.Wait();
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
            // It may be written all the same: what failed can have been the answer.
            accountSlot.Lose();
            organizationSlot?.Lose();
            names.Known.Follow(commit.Names);
            throw;
        }
    }

    /// <summary>Catches up with an entry of the change log: what is in memory and older than it goes.</summary>
    internal void Follow(ChangeRecord change)
    {
        if (change.Id == ValueId.Names)
            names.Known.Follow(change.Names);
        else if (change.Id.AccountId is { } account && accounts.TryGetValue(account, out var slot))
            slot.Follow(change.Version, EpochOf(slot));
        else if (change.Id.OrganizationId is { } organization && organizations.TryGetValue(organization, out var held))
            held.Follow(change.Version, EpochOf(held));
    }

    Slot<Account> SlotOf(string accountId) =>
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

    async Task<Account> LoadAccountAsync(string accountId)
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
