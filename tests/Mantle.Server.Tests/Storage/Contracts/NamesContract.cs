using Mantle.Core.Storage;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>
/// A name belongs to one account. Claims and releases are part of the commit, which is written with all of them or not at all.
/// </summary>
public abstract class NamesContract(StorageBackend backend) : StorageContract(backend)
{
    [Fact]
    public async Task A_claimed_name_has_its_account_also_after_opening_again()
    {
        Assert.Null(await Store.FindOwnerAsync("bucket", "b"));
        Assert.Equal<bool[]>([true], await Store.CommitAsync([Claim(AccountId, "b")]));
        await ReopenAsync();
        Assert.Equal(AccountId, await Store.FindOwnerAsync("bucket", "b"));
    }

    [Fact]
    public async Task Names_are_told_apart_to_the_letter_and_by_their_kind()
    {
        await Store.CommitAsync([Claim(AccountId, "b")]);
        Assert.Null(await Store.FindOwnerAsync("bucket", "B"));
        Assert.Null(await Store.FindOwnerAsync("alias", "b"));
        Assert.Equal<bool[]>([true], await Store.CommitAsync([Names(Of(OtherAccountId, "b", kind: "alias"))]));
        Assert.Equal(AccountId, await Store.FindOwnerAsync("bucket", "b"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_that_claims_a_taken_name_is_refused_and_writes_nothing(bool byItsOwner)
    {
        var claimant = byItsOwner ? AccountId : OtherAccountId;
        await Store.CommitAsync([Claim(AccountId, "b")]);
        var commit = Put(0, NewUser("alice"), Event("lost")) with { Names = [Of(claimant, "free"), Of(claimant, "b")] };
        Assert.Equal<bool[]>([false], await Store.CommitAsync([commit]));
        Assert.Null(await Store.FindOwnerAsync("bucket", "free"));
        Assert.Equal(AccountId, await Store.FindOwnerAsync("bucket", "b"));
        Assert.False(await Store.ExistsAsync(Id));
        Assert.Empty(await Store.OutboxAsync(0, 10));
        Assert.Single(await Store.ChangesAsync(0, 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_commit_on_an_old_version_claims_nothing()
    {
        Assert.Equal<bool[]>([false], await Store.CommitAsync([Put(3, NewUser("alice")) with { Names = [Of(AccountId, "b")] }]));
        Assert.Null(await Store.FindOwnerAsync("bucket", "b"));
    }

    [Fact]
    public async Task Of_claims_in_one_batch_the_first_wins()
    {
        Assert.Equal<bool[]>([true, false], await Store.CommitAsync([Claim(AccountId, "b"), Claim(OtherAccountId, "b")]));
        Assert.Equal(AccountId, await Store.FindOwnerAsync("bucket", "b"));
    }

    [Fact]
    public async Task Only_its_account_can_release_a_name_and_only_once()
    {
        await Store.CommitAsync([Claim(AccountId, "b")]);
        Assert.Equal<bool[]>([false], await Store.CommitAsync([Release(OtherAccountId, "b")]));
        Assert.Equal<bool[]>([true, false], await Store.CommitAsync([Release(AccountId, "b"), Release(AccountId, "b")]));
        Assert.Null(await Store.FindOwnerAsync("bucket", "b"));
        Assert.Equal<bool[]>([true], await Store.CommitAsync([Claim(OtherAccountId, "b")]));
        Assert.Equal(OtherAccountId, await Store.FindOwnerAsync("bucket", "b"));
    }

    [Fact]
    public async Task A_commit_can_release_one_name_and_claim_another_or_the_same()
    {
        await Store.CommitAsync([Claim(AccountId, "old")]);
        Assert.Equal<bool[]>(
            [true],
            await Store.CommitAsync([Names(Of(AccountId, "old", isClaim: false), Of(AccountId, "old"), Of(AccountId, "new"))])
        );
        Assert.Equal(["new", "old"], (await Store.NamesAsync("bucket", "", 10)).Select(name => name.Name));
    }

    [Fact]
    public async Task A_claim_that_a_commit_makes_twice_is_made_once()
    {
        Assert.Equal<bool[]>([true, true], await Store.CommitAsync([Names(Of(AccountId, "b"), Of(AccountId, "b")), Claim(AccountId, "c")]));
        Assert.Equal(["b", "c"], (await Store.NamesAsync("bucket", "", 10)).Select(name => name.Name));
    }

    [Fact]
    public async Task Names_are_listed_by_kind_in_the_order_of_their_bytes_page_by_page()
    {
        string[] names = ["Z", "a", "a/1", "b", "é"];
        await Store.CommitAsync([Names([.. names.Reverse().Select(name => Of(AccountId, name)), Of(AccountId, "c", kind: "alias")])]);
        var all = new List<OwnedName>();
        IReadOnlyList<OwnedName> page;
        do
        {
            page = await Store.NamesAsync("bucket", all.Count == 0 ? "" : all[^1].Name, 2);
            all.AddRange(page);
        } while (page.Count == 2);
        Assert.Equal(names, all.Select(name => name.Name));
        Assert.All(all, name => Assert.Equal(AccountId, name.AccountId));
    }

    [Fact]
    public async Task Of_nodes_that_claim_one_name_at_once_exactly_one_wins()
    {
        await using var first = Backend.OpenNode();
        await using var second = Backend.OpenNode();
        IStore[] nodes = [first, second];
        for (var i = 0; i < 20; i++)
        {
            var name = $"bucket{i}";
            var outcomes = await Task.WhenAll(
                nodes.Select((node, n) => Task.Run(() => node.CommitAsync([Claim(n == 0 ? AccountId : OtherAccountId, name)])))
            );
            var winner = Assert.Single(outcomes.Index(), outcome => outcome.Item[0]).Index;
            Assert.All(
                await Task.WhenAll(nodes.Select(node => node.FindOwnerAsync("bucket", name))),
                owner => Assert.Equal(winner == 0 ? AccountId : OtherAccountId, owner)
            );
        }
    }

    static Commit Claim(AccountId accountId, string name) => Names(Of(accountId, name));

    static Commit Release(AccountId accountId, string name) => Names(Of(accountId, name, isClaim: false));

    static Commit Names(params NameChange[] names) => new(Time, [], null) { Names = names };

    static NameChange Of(AccountId account, string name, bool isClaim = true, string kind = "bucket") => new(kind, name, account, isClaim);
}
