using Mantle.Core.Accounts;
using Mantle.Core.Operations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mantle.Server.Tests.Storage;

/// <summary>Two nodes on one store: what one of them changes, the other drops from memory.</summary>
public sealed class ChangeFollowerTests : IAsyncLifetime
{
    static readonly AccountId AccountId = AccountId.Parse("111122223333"),
        OtherId = AccountId.Parse("444455556666");

    readonly SqliteBackend backend = new();
    readonly Ticks ticks = new();
    FailingStore here = null!,
        there = null!;
    Ledger ours = null!,
        theirs = null!;
    ChangeFollower follower = null!;
    SecretBox secrets = null!;

    public async ValueTask InitializeAsync()
    {
        await backend.OpenStore().DisposeAsync();
        (here, there) = (new FailingStore(backend.OpenNode()), new FailingStore(backend.OpenNode()));
        secrets = new SecretBox(await KeyRing.OfSecretsAsync(here, new byte[32], DateTimeOffset.UnixEpoch));
        (ours, theirs) = (new Ledger(here), new Ledger(there));
        follower = await FollowAsync(here, ours, null);
        await WriteAsync(ours, AccountId, change => change.Put(NewUser("alice")));
    }

    public async ValueTask DisposeAsync()
    {
        await follower.DisposeAsync();
        await ours.DisposeAsync();
        await theirs.DisposeAsync();
        await here.DisposeAsync();
        await there.DisposeAsync();
        backend.Dispose();
    }

    [Fact]
    public async Task What_another_node_revoked_is_gone_once_the_log_was_read()
    {
        await WriteAsync(theirs, AccountId, change => change.Remove(change.Account.Users.Find("alice")!));
        Assert.NotNull((await ours.AccountAsync(AccountId))!.Users.Find("alice"));
        await follower.CatchUpAsync();
        Assert.Null((await ours.AccountAsync(AccountId))!.Users.Find("alice"));
    }

    [Fact]
    public async Task It_is_gone_within_the_interval_without_anybody_asking()
    {
        await using var polling = await FollowAsync(here, ours, TimeSpan.FromMilliseconds(50));
        await WriteAsync(theirs, AccountId, change => change.Remove(change.Account.Users.Find("alice")!));
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while ((await ours.AccountAsync(AccountId))!.Users.Find("alice") is not null && DateTime.UtcNow < deadline)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Null((await ours.AccountAsync(AccountId))!.Users.Find("alice"));
    }

    [Fact]
    public async Task What_this_node_changed_itself_stays_in_memory()
    {
        await WriteAsync(
            ours,
            AccountId,
            change =>
            {
                change.Put(NewUser("bob"));
                change.Claim("kind", "name");
            }
        );
        var (account, loads, lookups) = (await ours.AccountAsync(AccountId), here.Loads, here.Lookups);
        await follower.CatchUpAsync();
        Assert.Same(account, await ours.AccountAsync(AccountId));
        Assert.Equal(AccountId, await ours.FindOwnerAsync("kind", "name"));
        Assert.Equal((loads, lookups), (here.Loads, here.Lookups));
    }

    [Fact]
    public async Task A_commit_of_this_node_that_the_log_told_of_before_it_was_published_loses_nothing()
    {
        await Task.WhenAll(
            Task.Run(async () =>
            {
                for (var i = 0; i < 50; i++)
                    await WriteAsync(ours, AccountId, change => change.Put(NewUser($"user{i}")));
            }),
            Task.Run(async () =>
            {
                for (var i = 0; i < 50; i++)
                    await follower.CatchUpAsync();
            })
        );
        Assert.Equal(51, (await ours.AccountAsync(AccountId))!.Users.Count);
    }

    [Fact]
    public async Task A_name_that_another_node_released_and_gave_away_has_its_new_owner()
    {
        await WriteAsync(ours, AccountId, change => change.Claim("kind", "name"));
        await WriteAsync(theirs, AccountId, change => change.Release("kind", "name"));
        await WriteAsync(theirs, OtherId, change => change.Claim("kind", "name"));
        Assert.Equal(AccountId, await ours.FindOwnerAsync("kind", "name"));
        await follower.CatchUpAsync();
        Assert.Equal(OtherId, await ours.FindOwnerAsync("kind", "name"));
    }

    [Fact]
    public async Task A_name_that_another_node_claimed_is_known_without_waiting()
    {
        Assert.Null(await ours.FindOwnerAsync("kind", "name"));
        await WriteAsync(theirs, OtherId, change => change.Claim("kind", "name"));
        Assert.Equal(OtherId, await ours.FindOwnerAsync("kind", "name"));
        Assert.NotNull(await ours.AccountAsync(AccountId));
    }

    [Fact]
    public async Task Keys_that_another_node_rotates_and_revokes_are_taken_over()
    {
        using var ring = await KeyRing.OfSessionsAsync(here, new byte[32], DateTimeOffset.UnixEpoch);
        using var other = await KeyRing.OfSessionsAsync(there, new byte[32], DateTimeOffset.UnixEpoch);
        await follower.WatchAsync(ring.Setting, ring.ReloadAsync);
        var made = await other.RotateAsync(DateTimeOffset.UnixEpoch, DateTimeOffset.MinValue);
        Assert.Null(ring.Find(made.Id));
        await follower.CatchUpAsync();
        Assert.Equal(made.Id, ring.Current.Id);
        await other.RevokeAsync(1, DateTimeOffset.UnixEpoch);
        await follower.CatchUpAsync();
        Assert.Null(ring.Find(1));
    }

    [Fact]
    public async Task Who_loses_a_race_goes_on_from_what_the_winner_wrote()
    {
        await theirs.AccountAsync(AccountId);
        await WriteAsync(ours, AccountId, change => change.Put(NewUser("bob")));
        await Assert.ThrowsAsync<LostRaceException>(() => WriteAsync(theirs, AccountId, change => change.Put(NewUser("carol"))));
        await WriteAsync(theirs, AccountId, change => change.Put(NewUser("carol")));
        Assert.Equal(["alice", "bob", "carol"], (await theirs.AccountAsync(AccountId))!.Users.All.Select(user => user.Name));
    }

    [Fact]
    public async Task Nodes_that_write_one_account_at_once_lose_nothing()
    {
        await Task.WhenAll(
            new[] { ours, theirs }.Select(
                (ledger, n) =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; i < 25; i++)
                            while (true)
                                try
                                {
                                    await WriteAsync(ledger, AccountId, change => change.Put(NewUser($"user{n}-{i}")));
                                    break;
                                }
                                catch (LostRaceException) { }
                    })
            )
        );
        await follower.CatchUpAsync();
        Assert.Equal(51, (await ours.AccountAsync(AccountId))!.Users.Count);
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_makes_the_node_stale_after_a_second_until_it_can()
    {
        Assert.True(follower.IsFresh);
        here.IsUnreachable = true;
        ticks.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<IOException>(follower.CatchUpAsync);
        Assert.True(follower.IsFresh);
        ticks.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(follower.IsFresh);
        await WriteAsync(theirs, AccountId, change => change.Remove(change.Account.Users.Find("alice")!));
        here.IsUnreachable = false;
        await follower.CatchUpAsync();
        Assert.True(follower.IsFresh);
        Assert.Null((await ours.AccountAsync(AccountId))!.Users.Find("alice"));
    }

    [Fact]
    public async Task A_store_of_this_process_alone_is_never_looked_at()
    {
        await using var alone = new FailingStore(backend.OpenStore()) { IsUnreachable = true };
        await using var ledger = new Ledger(alone);
        await using var idle = await FollowAsync(alone, ledger, TimeSpan.FromMilliseconds(1));
        ticks.Advance(TimeSpan.FromHours(1));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        await idle.CatchUpAsync();
        Assert.True(idle.IsFresh);
        Assert.Equal(0, alone.Looks);
        Assert.False(await ledger.CatchUpAsync());
    }

    Task<ChangeFollower> FollowAsync(IStore store, Ledger ledger, TimeSpan? interval) =>
        ChangeFollower.StartAsync(store, ledger, interval, ticks, NullLogger<ChangeFollower>.Instance);

    async Task WriteAsync(Ledger ledger, AccountId accountId, Action<Change> write)
    {
        using var turn = await ledger.TurnAsync(accountId);
        var change = new Change(secrets, DateTimeOffset.UnixEpoch, turn.Account);
        write(change);
        await turn.CommitAsync(change.Time, change.Finish(), null);
    }

    static User NewUser(string name) =>
        new()
        {
            Name = name,
            Path = "/",
            Id = "AIDA" + name,
            Arn = Arn.Parse($"arn:aws:iam::{AccountId}:user/{name}"),
            CreateDate = DateTimeOffset.UnixEpoch,
        };

    /// <summary>Timestamps that do not move unless a test moves them.</summary>
    sealed class Ticks : TimeProvider
    {
        long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan by) => now += by.Ticks;
    }
}
