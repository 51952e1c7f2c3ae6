using Mantle.Core.Accounts;
using Mantle.Core.Entities;
using Mantle.Core.Storage;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>The change log has every change once, in order, and no secret.</summary>
public abstract class ChangeLogContract(StorageBackend backend) : StorageContract(backend)
{
    [Fact]
    public async Task The_change_log_has_every_change_in_order_and_no_secret()
    {
        await Store.CommitAsync([Put(0, NewUser("a"), secrets: [new SecretChange("AKIA", "hidden"u8.ToArray())])]);
        await Store.CommitAsync([new Commit(Time, [new ValueWrite(Id, 1, [EntityChange.Remove(NewUser("a"))], [])], null)]);
        var log = await Store.ChangesAsync(0, 10, TestContext.Current.CancellationToken);
        Assert.Equal([1, 2], log.Select(record => record.Version));
        Assert.True(log[0].Sequence < log[1].Sequence);
        Assert.Equal("a", Assert.IsType<User>(log[0].Entities(Types)[0].Entity).Name);
        Assert.Null(log[1].Entities(Types)[0].Entity);
        Assert.Equal("a", log[1].Entities(Types)[0].Key);
        Assert.Equal(Time, log[0].Time);
        Assert.DoesNotContain("hidden", System.Text.Encoding.UTF8.GetString(log[0].Body.Span));
        Assert.Equal(
            log[1].Sequence,
            Assert.Single(await Store.ChangesAsync(log[0].Sequence, 10, TestContext.Current.CancellationToken)).Sequence
        );
    }

    [Fact]
    public async Task Claims_and_releases_are_in_the_log_with_the_commit_that_made_them()
    {
        NameChange[] claimed = [new("bucket", "b", AccountId, true), new("alias", "a", AccountId, true)];
        await Store.CommitAsync([Put(0, NewUser("a")) with { Names = claimed }]);
        await Store.CommitAsync([new Commit(Time, [], null) { Names = [claimed[0] with { IsClaim = false }] }]);
        var log = await Store.ChangesAsync(0, 10, TestContext.Current.CancellationToken);
        Assert.Equal([ValueId.Names, Id, ValueId.Names], log.Select(record => record.Id));
        Assert.Equal(claimed, log[0].Names);
        Assert.Empty(log[0].Entities(Types));
        Assert.Empty(log[1].Names);
        Assert.Equal([claimed[0] with { IsClaim = false }], log[2].Names);
    }

    [Fact]
    public async Task A_setting_that_was_written_is_told_of_and_one_that_was_not_is_not()
    {
        await Store.WriteSettingAsync("s", null, "hidden"u8.ToArray());
        await Store.WriteSettingAsync("s", null, [2]);
        var entry = Assert.Single(await Store.ChangesAsync(0, 10, TestContext.Current.CancellationToken));
        Assert.Equal("s", entry.Id.SettingName);
        Assert.Empty(entry.Entities(Types));
        Assert.DoesNotContain("hidden", System.Text.Encoding.UTF8.GetString(entry.Body.Span));
    }

    [Fact]
    public async Task The_newest_entry_is_where_a_follower_begins()
    {
        Assert.Equal(0, await Store.NewestChangeAsync());
        await Store.CommitAsync([Put(0, NewUser("a")), Put(1, NewUser("b"))]);
        var newest = await Store.NewestChangeAsync();
        Assert.Empty(await Store.ChangesAsync(newest, 10, TestContext.Current.CancellationToken));
        await Store.CommitAsync([Put(2, NewUser("c"))]);
        Assert.Equal(3, Assert.Single(await Store.ChangesAsync(newest, 10, TestContext.Current.CancellationToken)).Version);
    }

    [Fact]
    public async Task Who_follows_the_log_while_nodes_write_misses_nothing()
    {
        await using var first = Backend.OpenNode();
        await using var second = Backend.OpenNode();
        const int Each = 100;
        var writing = Task.WhenAll(
            new[] { (first, Id), (second, OtherId) }.Select(node =>
                Task.Run(async () =>
                {
                    for (var i = 0; i < Each; i++)
                        await node.Item1.CommitAsync([
                            new Commit(Time, [new ValueWrite(node.Item2, i, [EntityChange.Put(NewUser($"user{i}"))], [])], null),
                        ]);
                })
            )
        );
        var seen = new List<ChangeRecord>();
        while (seen.Count < 2 * Each)
        {
            var page = await Store.ChangesAsync(seen.Count == 0 ? 0 : seen[^1].Sequence, 7, TestContext.Current.CancellationToken);
            seen.AddRange(page);
            if (page.Count == 0 && writing.IsCompleted && await Store.NewestChangeAsync() <= (seen.Count == 0 ? 0 : seen[^1].Sequence))
                break;
        }
        await writing;
        Assert.Equal(2 * Each, seen.Count);
        foreach (var id in new[] { Id, OtherId })
            Assert.Equal(
                Enumerable.Range(1, Each).Select(i => (long)i),
                seen.Where(record => record.Id == id).Select(record => record.Version)
            );
    }
}
