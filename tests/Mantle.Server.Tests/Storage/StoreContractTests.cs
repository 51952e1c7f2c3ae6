using Mantle.Core.Accounts;
using Mantle.Core.Entities;
using Mantle.Core.Naming;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.S3.Entities;
using Mantle.Server.Hosting;

namespace Mantle.Server.Tests.Storage;

/// <summary>What every store promises (docs/storage.md). A store is one fixture: it says how to open one, and open it again.</summary>
public abstract class StoreContractTests : IAsyncLifetime
{
    static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly ValueId Id = ValueId.Account("111122223333");

    internal abstract IStore Open();

    internal IStore Store { get; private set; } = null!;

    public virtual ValueTask InitializeAsync()
    {
        Store = Open();
        return ValueTask.CompletedTask;
    }

    public virtual ValueTask DisposeAsync() => Store.DisposeAsync();

    async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = Open();
    }

    [Fact]
    public async Task A_value_that_was_never_committed_to_is_not_there() =>
        Assert.Null(await Store.LoadAsync(Id, TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_value_exists_once_something_was_committed_to_it()
    {
        Assert.False(await Store.ExistsAsync(Id));
        await Store.CommitAsync([Put(0, NewUser("alice"))]);
        Assert.True(await Store.ExistsAsync(Id));
        Assert.False(await Store.ExistsAsync(ValueId.Directory));
    }

    [Fact]
    public async Task A_committed_value_is_there_after_opening_again()
    {
        Assert.Equal<bool[]>([true], await Store.CommitAsync([Put(0, NewUser("alice"), secrets: new SecretChange("AKIA", [1, 2, 3]))]));
        await ReopenAsync();
        var value = await Load();
        Assert.Equal(1, value.Version);
        Assert.Equal("alice", Assert.IsType<User>(Assert.Single(value.Entities)).Name);
        Assert.Equal([1, 2, 3], Assert.Single(value.Secrets).Sealed);
    }

    [Fact]
    public async Task Every_kind_of_entity_comes_back_as_it_was()
    {
        var document = PolicyText.Of("""{"Version":"2012-10-17","Statement":[]} üñ \u0041""");
        Entity[] entities =
        [
            new RootUser
            {
                AccountName = "n",
                CreateDate = Time,
                AccessKeys = [new AccessKey("AKIA1", Time, false)],
            },
            NewUser("u") with
            {
                Path = "/a/",
                Groups = ["g"],
                AccessKeys = [new AccessKey("AKIA2", Time, true)],
                Tags = [new Tag("K", "")],
                PermissionsBoundary = "arn:x",
                InlinePolicies = [new InlinePolicy("i", document)],
                AttachedPolicies = ["arn:p"],
            },
            new Group
            {
                Name = "g",
                Path = "/",
                Id = "AGPA",
                Arn = "arn:g",
                CreateDate = Time,
            },
            new Role
            {
                Name = "r",
                Path = "/",
                Id = "AROA",
                Arn = "arn:r",
                CreateDate = Time,
                Description = "",
                MaxSessionDuration = 7200,
                Trust = new TrustPolicy(
                    document,
                    System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("arn:a", "AIDA")
                ),
            },
            new ManagedPolicy
            {
                Name = "p",
                Path = "/",
                Id = "ANPA",
                Arn = "arn:p",
                CreateDate = Time,
                UpdateDate = Time,
                Versions = [new ManagedPolicyVersion(3, document, Time)],
                DefaultVersion = 3,
                NextVersion = 4,
            },
            new InstanceProfile
            {
                Name = "ip",
                Path = "/",
                Id = "AIPA",
                Arn = "arn:ip",
                CreateDate = Time,
                RoleName = "r",
            },
            new Bucket
            {
                Name = "b",
                Id = 7,
                Region = "eu-west-1",
                CreateDate = Time,
            },
            new GlobalName("bucket", "b", "111122223333"),
        ];
        await Store.CommitAsync([Put(0, entities)]);
        var loaded = await Load();
        foreach (var entity in entities)
        {
            var back = loaded.Entities.Single(other => EntityType.Of(other) == EntityType.Of(entity));
            Assert.Equal(
                System.Text.Encoding.UTF8.GetString(Installation.StoredTypes().Serialize(entity)),
                System.Text.Encoding.UTF8.GetString(Installation.StoredTypes().Serialize(back))
            );
        }
        Assert.Equal(7200, loaded.Entities.OfType<Role>().Single().MaxSessionDuration);
        Assert.Equal("", loaded.Entities.OfType<Role>().Single().Description);
    }

    [Theory]
    [InlineData(2_047)]
    [InlineData(2_048)]
    [InlineData(9_000)]
    public async Task A_value_of_many_entities_comes_back_whole_and_in_order(int count)
    {
        await Store.CommitAsync([Put(0, [.. Enumerable.Range(0, count).Select(i => (Entity)NewUser($"user{i:D5}"))])]);
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"user{i:D5}"), (await Load()).Entities.Select(entity => entity.Key));
    }

    [Fact]
    public async Task A_commit_on_an_old_version_is_refused_and_writes_nothing()
    {
        await Store.CommitAsync([Put(0, NewUser("alice"))]);
        Assert.Equal<bool[]>([false], await Store.CommitAsync([Put(0, NewUser("bob"), Event("lost"))]));
        Assert.Equal("alice", Assert.IsType<User>(Assert.Single((await Load()).Entities)).Name);
        Assert.Empty(await Store.OutboxAsync(0, 10));
    }

    [Fact]
    public async Task Of_commits_in_one_batch_each_stands_alone()
    {
        Assert.Equal<bool[]>(
            [true, false, true],
            await Store.CommitAsync([Put(0, NewUser("a")), Put(0, NewUser("b")), Put(1, NewUser("c"))])
        );
        Assert.Equal(["a", "c"], (await Load()).Entities.Cast<User>().Select(user => user.Name).Order());
    }

    [Fact]
    public async Task A_commit_of_two_values_needs_both_at_their_version()
    {
        var both = new Commit(
            Time,
            [
                new ValueWrite(Id, 0, [EntityChange.Put(NewUser("a"))], []),
                new ValueWrite(ValueId.Directory, 5, [EntityChange.Put(GlobalName.OfBucket("b", "111122223333"))], []),
            ],
            null
        );
        Assert.Equal<bool[]>([false], await Store.CommitAsync([both]));
        Assert.Null(await Store.LoadAsync(Id, TestContext.Current.CancellationToken));
        Assert.Null(await Store.LoadAsync(ValueId.Directory, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Entities_and_secrets_can_be_replaced_and_removed_names_ignoring_case()
    {
        await Store.CommitAsync([Put(0, NewUser("Alice"), secrets: [new SecretChange("s", [1])])]);
        await Store.CommitAsync([Put(1, NewUser("ALICE") with { Path = "/new/" }, secrets: [new SecretChange("s", [2])])]);
        Assert.Equal("/new/", Assert.IsType<User>(Assert.Single((await Load()).Entities)).Path);
        Assert.Equal([2], Assert.Single((await Load()).Secrets).Sealed);
        await Store.CommitAsync([
            new Commit(Time, [new ValueWrite(Id, 2, [EntityChange.Remove(NewUser("alice"))], [new SecretChange("s", null)])], null),
        ]);
        Assert.Empty((await Load()).Entities);
        Assert.Empty((await Load()).Secrets);
    }

    [Fact]
    public async Task The_change_log_has_every_change_in_order_and_no_secret()
    {
        await Store.CommitAsync([Put(0, NewUser("a"), secrets: [new SecretChange("AKIA", "hidden"u8.ToArray())])]);
        await Store.CommitAsync([new Commit(Time, [new ValueWrite(Id, 1, [EntityChange.Remove(NewUser("a"))], [])], null)]);
        var log = await Store.ChangesAsync(0, 10, TestContext.Current.CancellationToken);
        Assert.Equal([1, 2], log.Select(record => record.Version));
        Assert.True(log[0].Sequence < log[1].Sequence);
        Assert.Equal("a", Assert.IsType<User>(log[0].Changes[0].Entity).Name);
        Assert.Null(log[1].Changes[0].Entity);
        Assert.Equal("a", log[1].Changes[0].Key);
        Assert.Equal(Time, log[0].Time);
        Assert.DoesNotContain(
            "hidden",
            System.Text.Encoding.UTF8.GetString(ChangeLogFormat.Write(Installation.StoredTypes(), log[0].Changes))
        );
        Assert.Equal(
            log[1].Sequence,
            Assert.Single(await Store.ChangesAsync(log[0].Sequence, 10, TestContext.Current.CancellationToken)).Sequence
        );
    }

    [Fact]
    public async Task A_counter_only_grows()
    {
        Assert.True(await Store.AdvanceAsync("mfa", 5));
        Assert.False(await Store.AdvanceAsync("mfa", 5));
        Assert.False(await Store.AdvanceAsync("mfa", 4));
        await ReopenAsync();
        Assert.False(await Store.AdvanceAsync("mfa", 5));
        Assert.True(await Store.AdvanceAsync("mfa", 6));
    }

    [Fact]
    public async Task Of_parallel_advances_to_one_value_exactly_one_succeeds()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Store.AdvanceAsync("mfa", 1))));
        Assert.Single(results, true);
    }

    [Fact]
    public async Task Events_wait_in_the_outbox_until_they_are_taken()
    {
        await Store.CommitAsync([Put(0, NewUser("a"), Event("one")), new Commit(Time, [], Event("two"))]);
        await ReopenAsync();
        var segments = await Store.OutboxAsync(0, 10);
        Assert.Equal("one\ntwo\n", string.Concat(segments.Select(segment => System.Text.Encoding.UTF8.GetString(segment.Lines))));
        Assert.Empty(await Store.OutboxAsync(segments[^1].Number, 10));
        await Store.TakenAsync(segments[^1].Number);
        Assert.Empty(await Store.OutboxAsync(0, 10));
    }

    [Fact]
    public async Task Settings_are_kept()
    {
        Assert.Null(await Store.ReadSettingAsync("s"));
        Assert.True(await Store.WriteSettingAsync("s", null, [1]));
        Assert.True(await Store.WriteSettingAsync("s", [1], [2]));
        await ReopenAsync();
        Assert.Equal([2], await Store.ReadSettingAsync("s"));
    }

    [Fact]
    public async Task A_setting_that_another_writer_changed_is_left_as_it_is()
    {
        Assert.False(await Store.WriteSettingAsync("s", [1], [2]));
        Assert.True(await Store.WriteSettingAsync("s", null, [1]));
        Assert.False(await Store.WriteSettingAsync("s", null, [2]));
        Assert.False(await Store.WriteSettingAsync("s", [0], [2]));
        Assert.Equal([1], await Store.ReadSettingAsync("s"));
    }

    [Fact]
    public async Task Of_parallel_writers_of_a_setting_exactly_one_is_first()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(i => Task.Run(() => Store.WriteSettingAsync("s", null, [(byte)i])))
        );
        Assert.Single(results, true);
    }

    [Fact]
    public async Task Of_nodes_that_rotate_keys_at_once_none_loses_one()
    {
        var masterKey = new byte[32];
        var rings = new List<KeyRing>();
        for (var i = 0; i < 4; i++)
            rings.Add(await KeyRing.OfSessionsAsync(Store, masterKey, Time));
        var made = await Task.WhenAll(rings.Select(ring => Task.Run(() => ring.RotateAsync(Time, DateTimeOffset.MinValue))));
        var all = await KeyRing.OfSessionsAsync(Store, masterKey, Time);
        Assert.Equal([1u, 2u, 3u, 4u, 5u], all.Keys.Select(key => key.Id));
        Assert.All(made, key => Assert.Contains(all.Keys, kept => kept.Id == key.Id && kept.Created == key.Created));
    }

    async Task<StoredValue> Load() => (await Store.LoadAsync(Id, TestContext.Current.CancellationToken))!;

    static Commit Put(long version, Entity entity, AuditRecord? record = null, params SecretChange[] secrets) =>
        new(Time, [new ValueWrite(Id, version, [EntityChange.Put(entity)], secrets)], record);

    static Commit Put(long version, Entity[] entities) =>
        new(Time, [new ValueWrite(Id, version, [.. entities.Select(EntityChange.Put)], [])], null);

    static AuditRecord Event(string text) => new("111122223333", Time, System.Text.Encoding.UTF8.GetBytes(text));

    static User NewUser(string name) =>
        new()
        {
            Name = name,
            Path = "/",
            Id = "AIDA" + name,
            Arn = "arn:" + name,
            CreateDate = Time,
        };
}
