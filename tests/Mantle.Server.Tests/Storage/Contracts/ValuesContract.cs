using Mantle.Core.Accounts;
using Mantle.Core.Entities;
using Mantle.Core.Storage;
using Mantle.S3.Entities;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>Values are committed under compare-and-swap, all or nothing, and come back as they were.</summary>
public abstract class ValuesContract(StorageBackend backend) : StorageContract(backend)
{
    [Fact]
    public async Task A_value_that_was_never_committed_to_is_not_there() =>
        Assert.Null(await Store.LoadAsync(Id, TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_value_exists_once_something_was_committed_to_it()
    {
        Assert.False(await Store.ExistsAsync(Id));
        await Store.CommitAsync([Put(0, NewUser("alice"))]);
        Assert.True(await Store.ExistsAsync(Id));
        Assert.False(await Store.ExistsAsync(OtherId));
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
                Arn = Arn.Parse("arn:aws:iam::1:group/g"),
                CreateDate = Time,
            },
            new Role
            {
                Name = "r",
                Path = "/",
                Id = "AROA",
                Arn = Arn.Parse("arn:aws:iam::1:role/r"),
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
        ];
        await Store.CommitAsync([Put(0, entities)]);
        var loaded = await Load();
        foreach (var entity in entities)
        {
            var back = loaded.Entities.Single(other => EntityType.Of(other) == EntityType.Of(entity));
            Assert.Equal(
                System.Text.Encoding.UTF8.GetString(Types.Serialize(entity)),
                System.Text.Encoding.UTF8.GetString(Types.Serialize(back))
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
            [new ValueWrite(Id, 0, [EntityChange.Put(NewUser("a"))], []), new ValueWrite(OtherId, 5, [EntityChange.Put(NewUser("b"))], [])],
            null
        );
        Assert.Equal<bool[]>([false], await Store.CommitAsync([both]));
        Assert.Null(await Store.LoadAsync(Id, TestContext.Current.CancellationToken));
        Assert.Null(await Store.LoadAsync(OtherId, TestContext.Current.CancellationToken));
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
}
