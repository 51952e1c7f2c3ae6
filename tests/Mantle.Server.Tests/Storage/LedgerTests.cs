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
    const string AccountId = "111122223333";

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
        var before = ledger.Places;
        for (var i = 0; i < 1_000; i++)
            Assert.Null(await ledger.AccountAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"9{i:D11}")));
        Assert.Equal(before, ledger.Places);
    }

    async Task WriteAsync(string user)
    {
        using var turn = await ledger.TurnAsync(AccountId, withDirectory: false);
        var change = new Change(secrets, DateTimeOffset.UnixEpoch, turn.Account, null);
        change.Put(
            new User
            {
                Name = user,
                Path = "/",
                Id = "AIDA" + user,
                Arn = user,
                CreateDate = DateTimeOffset.UnixEpoch,
            }
        );
        await turn.CommitAsync(change.Time, change.Finish(), null);
    }

    /// <summary>A real store that can be made to wait or to fail.</summary>
    sealed class FailingStore(IStore inner) : IStore
    {
        public TaskCompletionSource? Gate { get; set; }

        public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Failures { get; set; }

        public int Loads { get; private set; }

        public Task<StoredValue?> LoadAsync(ValueId id, CancellationToken cancellation)
        {
            Loads++;
            return inner.LoadAsync(id, cancellation);
        }

        public Task<bool> ExistsAsync(ValueId id) => inner.ExistsAsync(id);

        public async Task<bool[]> CommitAsync(IReadOnlyList<Commit> commits)
        {
            if (Gate is { } gate)
            {
                Waiting.TrySetResult();
                await gate.Task;
            }
            if (Failures-- > 0)
                throw new IOException("disk full");
            return await inner.CommitAsync(commits);
        }

        public Task<IReadOnlyList<ChangeRecord>> ChangesAsync(long after, int limit, CancellationToken cancellation) =>
            inner.ChangesAsync(after, limit, cancellation);

        public Task<bool> AdvanceAsync(string counter, long value) => inner.AdvanceAsync(counter, value);

        public Task<IReadOnlyList<TrailSegment>> OutboxAsync(long after, int limit) => inner.OutboxAsync(after, limit);

        public Task TakenAsync(long upTo) => inner.TakenAsync(upTo);

        public Task<byte[]?> ReadSettingAsync(string name) => inner.ReadSettingAsync(name);

        public Task<bool> WriteSettingAsync(string name, byte[]? expected, byte[] value) => inner.WriteSettingAsync(name, expected, value);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
