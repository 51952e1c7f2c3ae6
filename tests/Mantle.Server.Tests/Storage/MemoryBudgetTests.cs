using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Operations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;
using Mantle.Storage.Sqlite;

namespace Mantle.Server.Tests.Storage;

/// <summary>Over the budget, compiled policies leave memory first, then the accounts that were unused longest.</summary>
public sealed class MemoryBudgetTests : IAsyncLifetime
{
    static readonly AccountId First = AccountId.Parse("111111111111"),
        Second = AccountId.Parse("222222222222"),
        Third = AccountId.Parse("333333333333");

    readonly TemporaryFolder folder = new();
    SqliteStore store = null!;
    Ledger ledger = null!;
    SecretBox secrets = null!;

    public async ValueTask InitializeAsync()
    {
        store = SqliteStore.Open(Path.Combine(folder.Path, "mantle.db"), Installation.StoredTypes());
        secrets = new SecretBox(await KeyRing.OfSecretsAsync(store, new byte[32], DateTimeOffset.UnixEpoch));
        ledger = new Ledger(store);
        foreach (var id in new[] { First, Second, Third })
            await WriteAsync(id);
    }

    public async ValueTask DisposeAsync()
    {
        await ledger.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Within_the_budget_everything_stays()
    {
        var account = (await ledger.AccountAsync(First))!;
        var compiled = account.Policies.Find("policy")!.Default.Document.Compiled;
        Pass(30);
        Assert.False(new MemoryBudget(ledger, long.MaxValue, IdentityPolicies.DropCompiled).Enforce());
        Assert.Same(account, await ledger.AccountAsync(First));
        Assert.Same(compiled, account.Policies.Find("policy")!.Default.Document.Compiled);
    }

    [Fact]
    public async Task Compiled_policies_go_first_and_are_compiled_again()
    {
        var account = (await ledger.AccountAsync(First))!;
        var (user, document) = (account.Users.Find("user0")!, account.Policies.Find("policy")!.Default.Document);
        var (compiled, set) = (document.Compiled, IdentityPolicies.Of(account, user));
        Assert.Same(set, IdentityPolicies.Of(account, user));
        Pass(5);
        // Enough for the accounts, and not for their compiled policies.
        Assert.True(new MemoryBudget(ledger, Held(), IdentityPolicies.DropCompiled).Enforce());
        Assert.Equal(3, ledger.LoadedAccounts().Count());
        Assert.NotSame(compiled, document.Compiled);
        Assert.NotSame(set, IdentityPolicies.Of(account, user));
        Assert.Equal(set.Count, IdentityPolicies.Of(account, user).Count);
    }

    [Fact]
    public async Task The_accounts_longest_unused_go_and_come_back_whole()
    {
        Pass(3);
        await ledger.AccountAsync(Second);
        Pass(1);
        await ledger.AccountAsync(Third);
        Pass(2);
        var one = Held() / 3;
        Assert.True(new MemoryBudget(ledger, 2 * one, IdentityPolicies.DropCompiled).Enforce());
        Assert.Equal([Second, Third], InMemory());
        Assert.True(new MemoryBudget(ledger, one, IdentityPolicies.DropCompiled).Enforce());
        Assert.Equal([Third], InMemory());
        Assert.Equal(50, (await ledger.AccountAsync(First))!.Users.Count);
        Assert.Equal([First, Third], InMemory());
    }

    [Fact]
    public async Task What_was_used_within_the_last_minute_stays_however_small_the_budget()
    {
        Pass(5);
        await ledger.AccountAsync(Second);
        Pass(1);
        Assert.True(new MemoryBudget(ledger, 0, IdentityPolicies.DropCompiled).Enforce());
        Assert.Equal([Second], InMemory());
    }

    [Fact]
    public async Task An_account_that_is_being_written_stays()
    {
        using var turn = await ledger.TurnAsync(First);
        Pass(5);
        Assert.True(new MemoryBudget(ledger, 0, IdentityPolicies.DropCompiled).Enforce());
        Assert.Equal([First], InMemory());
    }

    [Fact]
    public async Task A_written_account_is_measured_anew()
    {
        var budget = new MemoryBudget(ledger, long.MaxValue, IdentityPolicies.DropCompiled);
        var before = budget.Taken;
        await WriteAsync(First, from: 50);
        // Fifty users more take at least half a kilobyte each.
        Assert.True(budget.Taken - before > 25_000, $"{before} before, {budget.Taken} after.");
    }

    void Pass(int minutes)
    {
        for (var i = 0; i < minutes; i++)
            ledger.Tick();
    }

    long Held() => ledger.LoadedAccounts().Sum(slot => slot.Loaded!.Bytes);

    IEnumerable<AccountId> InMemory() => ledger.LoadedAccounts().Select(slot => slot.Loaded!.Id).OrderBy(id => id.ToString());

    async Task WriteAsync(AccountId id, int from = 0)
    {
        using var turn = await ledger.TurnAsync(id);
        var change = new Change(secrets, DateTimeOffset.UnixEpoch, turn.Account);
        for (var i = from; i < from + 50; i++)
            change.Put(
                new User
                {
                    Name = $"user{i}",
                    Path = "/",
                    Id = $"AIDA{i}",
                    Arn = Arn.Parse($"arn:aws:iam::{id}:user/user{i}"),
                    CreateDate = DateTimeOffset.UnixEpoch,
                    AttachedPolicies = [$"arn:aws:iam::{id}:policy/policy"],
                }
            );
        change.Put(
            new ManagedPolicy
            {
                Name = "policy",
                Path = "/",
                Id = "ANPA",
                Arn = $"arn:aws:iam::{id}:policy/policy",
                CreateDate = DateTimeOffset.UnixEpoch,
                UpdateDate = DateTimeOffset.UnixEpoch,
                Versions =
                [
                    new ManagedPolicyVersion(
                        1,
                        PolicyText.Of(
                            $$"""{"Version":"2012-10-17","Statement":{"Sid":"S{{id}}","Effect":"Allow","Action":"iam:*","Resource":"*"} }"""
                        ),
                        DateTimeOffset.UnixEpoch
                    ),
                ],
                DefaultVersion = 1,
                NextVersion = 2,
            }
        );
        await turn.CommitAsync(change.Time, change.Finish(), null);
    }
}
