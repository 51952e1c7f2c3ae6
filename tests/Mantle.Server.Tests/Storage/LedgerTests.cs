using Mantle.Core.Accounts;
using Mantle.Core.Operations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;
using Mantle.Storage.Sqlite;

namespace Mantle.Server.Tests.Storage;

public sealed class LedgerTests : IAsyncLifetime
{
    static readonly AccountId AccountId = AccountId.Parse("111122223333"),
        OtherId = AccountId.Parse("444455556666");

    readonly TemporaryFolder folder = new();
    FailingStore store = null!;
    Ledger ledger = null!;
    SecretBox secrets = null!;

    public async ValueTask InitializeAsync()
    {
        store = new FailingStore(SqliteStore.Open(Path.Combine(folder.Path, "mantle.db"), Installation.StoredTypes()));
        secrets = new SecretBox(await KeyRing.OfSecretsAsync(store, new byte[32], DateTimeOffset.UnixEpoch));
        ledger = new Ledger(store);
    }

    public async ValueTask DisposeAsync()
    {
        await ledger.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Parallel_writers_of_one_account_all_succeed_and_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => WriteAsync($"user{i:D3}"))));
        var account = await ledger.AccountAsync(AccountId);
        Assert.Equal(200, account!.Users.Count);
        Assert.Equal(200, account.Version);
        await using var fresh = new Ledger(store);
        Assert.Equal(200, (await fresh.AccountAsync(AccountId))!.Users.Count);
    }

    [Fact]
    public async Task Readers_see_a_write_only_when_it_is_durable()
    {
        await WriteAsync("first");
        store.Gate = new TaskCompletionSource();
        var write = WriteAsync("second");
        await store.Waiting.Task;
        Assert.Null((await ledger.AccountAsync(AccountId))!.Users.Find("second"));
        store.Gate.SetResult();
        await write;
        Assert.NotNull((await ledger.AccountAsync(AccountId))!.Users.Find("second"));
    }

    [Fact]
    public async Task What_waits_for_the_committer_is_counted()
    {
        await WriteAsync("first");
        store.Gate = new TaskCompletionSource();
        var second = WriteAsync("second");
        await store.Waiting.Task;
        Assert.Equal(0, ledger.QueuedCommits);
        var third = WriteAsync("third");
        Assert.True(SpinWait.SpinUntil(() => ledger.QueuedCommits == 1, TimeSpan.FromSeconds(20)));
        store.Gate.SetResult();
        await Task.WhenAll(second, third);
        Assert.Equal(0, ledger.QueuedCommits);
    }

    [Fact]
    public async Task A_write_that_builds_on_a_failed_one_fails_with_it_and_the_next_starts_from_what_is_durable()
    {
        await WriteAsync("kept");
        store.Gate = new TaskCompletionSource();
        store.Failures = 1;
        var failing = WriteAsync("failing");
        await store.Waiting.Task;
        var building = WriteAsync("building");
        store.Gate.SetResult();
        await Assert.ThrowsAsync<StoreException>(() => failing);
        await Assert.ThrowsAsync<StoreException>(() => building);

        await WriteAsync("next");
        var account = await ledger.AccountAsync(AccountId);
        Assert.Equal(["kept", "next"], account!.Users.All.Select(user => user.Name));
        await using var fresh = new Ledger(store);
        Assert.Equal(["kept", "next"], (await fresh.AccountAsync(AccountId))!.Users.All.Select(user => user.Name));
    }

    [Fact]
    public async Task An_account_is_loaded_once_however_many_wait()
    {
        await WriteAsync("user");
        await using var fresh = new Ledger(store);
        var before = store.Loads;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await fresh.AccountAsync(AccountId))));
        Assert.Equal(before + 1, store.Loads);
    }

    [Fact]
    public async Task Asking_for_accounts_that_do_not_exist_leaves_nothing_in_memory()
    {
        await WriteAsync("user");
        var before = ledger.SlotCount;
        for (var i = 0; i < 1_000; i++)
            Assert.Null(await ledger.AccountAsync(AccountId.Parse($"9{i:D11}")));
        Assert.Equal(before, ledger.SlotCount);
    }

    [Fact]
    public async Task Of_calls_that_claim_one_name_one_wins_and_who_built_on_a_loser_starts_over()
    {
        await WriteAsync("first", account: OtherId);
        store.Gate = new TaskCompletionSource();
        var holding = WriteAsync("holding", account: AccountId.Parse("999900001111"));
        await store.Waiting.Task;
        // All of these are in one transaction.
        var winner = WriteAsync("winner", "name", OtherId);
        var loser = WriteAsync("loser", "name");
        var building = WriteAsync("building");
        var bystander = WriteAsync("bystander", account: OtherId);
        store.Gate.SetResult();
        await Task.WhenAll(holding, winner, bystander);
        await Assert.ThrowsAsync<LostRaceException>(() => loser);
        await Assert.ThrowsAsync<LostRaceException>(() => building);
        Assert.Equal(OtherId, await ledger.FindOwnerAsync("kind", "name"));
        await WriteAsync("again");
        Assert.Equal(["again"], (await ledger.AccountAsync(AccountId))!.Users.All.Select(user => user.Name));
        Assert.Equal(3, (await ledger.AccountAsync(OtherId))!.Users.Count);
    }

    [Fact]
    public async Task A_claim_and_a_release_are_seen_at_once_and_a_known_owner_is_a_memory_read()
    {
        await WriteAsync("user", "name");
        var before = store.Lookups;
        for (var i = 0; i < 10; i++)
            Assert.Equal(AccountId, await ledger.FindOwnerAsync("kind", "name"));
        Assert.Equal(before, store.Lookups);
        await WriteAsync("other", released: "name");
        Assert.Null(await ledger.FindOwnerAsync("kind", "name"));
    }

    [Fact]
    public async Task Names_nobody_has_leave_nothing_in_memory_and_those_in_use_only_so_much()
    {
        for (var i = 0; i < 1_000; i++)
            Assert.Null(await ledger.FindOwnerAsync("kind", $"unknown{i}"));
        Assert.Equal(0, ledger.KnownNames);
        var cache = new NameCache(100);
        for (var i = 0; i < 10_000; i++)
        {
            cache.Add("kind", $"name{i}", AccountId, cache.Changes);
            Assert.Equal(AccountId, cache.Find("kind", "name0"));
        }
        Assert.InRange(cache.Count, 1, 200);
    }

    [Fact]
    public void An_owner_that_was_read_before_a_change_is_not_kept()
    {
        var cache = new NameCache(100);
        var seen = cache.Changes;
        cache.Apply([new NameChange("kind", "name", AccountId, IsClaim: false)]);
        cache.Add("kind", "name", AccountId, seen);
        Assert.Null(cache.Find("kind", "name"));
    }

    async Task WriteAsync(string user, string? claimed = null, AccountId? account = null, string? released = null)
    {
        using var turn = await ledger.TurnAsync(account ?? AccountId);
        var change = new Change(secrets, DateTimeOffset.UnixEpoch, turn.Account);
        change.Put(
            new User
            {
                Name = user,
                Path = "/",
                Id = "AIDA" + user,
                Arn = Arn.Parse($"arn:aws:iam::{AccountId}:user/{user}"),
                CreateDate = DateTimeOffset.UnixEpoch,
            }
        );
        if (claimed is not null)
            change.Claim("kind", claimed);
        if (released is not null)
            change.Release("kind", released);
        await turn.CommitAsync(change.Time, change.Finish(), null);
    }
}
