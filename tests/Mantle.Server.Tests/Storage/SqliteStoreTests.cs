using Mantle.Core.Accounts;
using Mantle.Core.Storage;
using Mantle.S3;
using Mantle.S3.Entities;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;
using Mantle.Storage.Sqlite;

namespace Mantle.Server.Tests.Storage;

/// <summary>SQLite's own rules; the contracts are in <see cref="SqliteContracts"/>.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    static readonly AccountId Owner = AccountId.Parse("111122223333");

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_database_of_a_newer_version_is_refused_in_one_sentence()
    {
        using (var connection = Schema.Trail.Open(Path.Combine(folder.Path, "newer.db")))
            Schema.Execute(connection, "PRAGMA user_version=99");
        var error = Assert.Throws<StoreException>(() =>
            SqliteStore.Open(Path.Combine(folder.Path, "newer.db"), Installation.StoredTypes())
        );
        Assert.Contains("written by a newer Mantle", error.Message);
    }

    [Fact]
    public void What_is_not_a_database_is_refused_and_left_alone()
    {
        var file = Path.Combine(folder.Path, "text.db");
        System.IO.File.WriteAllText(file, new string('x', 8192));
        var error = Assert.Throws<UnreadableStoreException>(() => SqliteStore.Open(file, Installation.StoredTypes()));
        Assert.Contains("is damaged", error.Message);
        Assert.Equal(new string('x', 8192), System.IO.File.ReadAllText(file));
    }

    [Fact]
    public async Task A_removed_secret_is_gone_from_the_file()
    {
        var marker = "a-secret-that-must-not-stay"u8.ToArray();
        var store = SqliteStore.Open(Path.Combine(folder.Path, "mantle.db"), Installation.StoredTypes());
        await store.CommitAsync([
            new Commit(DateTimeOffset.UnixEpoch, [new ValueWrite(ValueId.Account(Owner), 0, [], [new SecretChange("s", marker)])], null),
        ]);
        await store.CommitAsync([
            new Commit(DateTimeOffset.UnixEpoch, [new ValueWrite(ValueId.Account(Owner), 1, [], [new SecretChange("s", null)])], null),
        ]);
        await store.DisposeAsync();
        Assert.All(Directory.GetFiles(folder.Path), file => Assert.Equal(-1, System.IO.File.ReadAllBytes(file).AsSpan().IndexOf(marker)));
    }

    [Fact]
    public async Task Block_Public_Access_of_an_account_moves_out_of_its_settings()
    {
        var file = Path.Combine(folder.Path, "older.db");
        using (var connection = new Schema(Schema.Store.Migrations[0]).Open(file))
            Schema.Execute(
                connection,
                """
                INSERT INTO value_versions VALUES ('account/111122223333', 1);
                INSERT INTO entities VALUES ('account/111122223333', 40, 'settings',
                    CAST('{"alias":"a","publicAccess":{"blockPublicAcls":true}}' AS BLOB));
                """
            );
        await using var store = SqliteStore.Open(file, Installation.StoredTypes());
        var value = await store.LoadAsync(ValueId.Account(Owner), CancellationToken.None);
        var account = Account.Of(Owner, 1, value!.Entities, []);
        Assert.Equal("a", account.Settings.Alias);
        Assert.Equal(new PublicAccessBlock(true, false, false, false), account.PublicAccess);
    }

    [Fact]
    public async Task Names_and_delegation_requests_move_out_of_the_directory()
    {
        var file = Path.Combine(folder.Path, "older.db");
        using (var connection = new Schema(Schema.Store.Migrations[0], Schema.Store.Migrations[1]).Open(file))
            Schema.Execute(connection, OlderDirectory.Replace("$REST", RestOfRequest, StringComparison.Ordinal));
        await using var store = SqliteStore.Open(file, Installation.StoredTypes());
        Assert.Equal(Owner, await store.FindOwnerAsync("bucket", "b"));
        Assert.Equal(Owner, await store.FindOwnerAsync("account", "111122223333"));
        Assert.Equal(AccountId.Parse("444455556666"), await store.FindOwnerAsync("email", "o'hara@example.com"));
        Assert.Equal(Owner, await store.FindOwnerAsync("delegation-request", "d-1"));
        Assert.Equal([new OwnedName("444455556666/d-1", Owner)], await store.NamesAsync("taken-delegation-request", "444455556666/", 10));
        var account = await store.LoadAsync(ValueId.Account(Owner), TestContext.Current.CancellationToken);
        Assert.Equal((2, "d-1"), (account!.Version, Assert.Single(account.Entities).Key));

        var log = await store.ChangesAsync(0, 10, TestContext.Current.CancellationToken);
        var (names, id) = (ValueId.Names, ValueId.Account(Owner));
        Assert.Equal([(names, 0), (id, 1), (names, 0), (id, 1), (id, 2)], log.Select(record => (record.Id, record.Version)));
        Assert.Equal([new NameChange("bucket", "b", Owner, true), new NameChange("bucket", "gone", Owner, true)], log[0].Names);
        Assert.Equal([new NameChange("bucket", "gone", default, false)], log[2].Names);
        Assert.Equal("d-1", Assert.Single(log[3].Entities(Installation.StoredTypes())).Key);
    }

    const string RestOfRequest = """
        ,"state":1,"requestorName":"n","description":"d","notificationChannel":"c","workflowId":"w","sessionDuration":300,
        "policyTemplateArn":"","parameters":[],"permissionPolicy":"{}","createDate":"2026-03-01T12:00:00+00:00",
        "updatedTime":"2026-03-01T12:00:00+00:00","expirationTime":"2026-03-08T12:00:00+00:00"
        """;

    const string OlderDirectory = """
        INSERT INTO value_versions VALUES ('directory', 3), ('account/111122223333', 2);
        INSERT INTO entities VALUES
            ('directory', 8, 'bucket/b', CAST('{"type":"bucket","name":"b","accountId":"111122223333"}' AS BLOB)),
            ('directory', 8, 'account/111122223333', CAST('{"type":"account","name":"111122223333","accountId":"111122223333"}' AS BLOB)),
            ('directory', 8, 'email/o''hara@example.com',
                CAST('{"type":"email","name":"o''hara@example.com","accountId":"444455556666"}' AS BLOB)),
            ('directory', 42, 'd-1',
                CAST('{"id":"d-1","requestorId":"111122223333","ownerAccountId":"444455556666","ownerId":"arn:o"$REST}' AS BLOB));
        INSERT INTO changes (value_id, version, time, body) VALUES
            ('directory', 1, 0, CAST('[
                {"kind":8,"key":"bucket/b","entity":{"type":"bucket","name":"b","accountId":"111122223333"}},
                {"kind":8,"key":"bucket/gone","entity":{"type":"bucket","name":"gone","accountId":"111122223333"}}]' AS BLOB)),
            ('account/111122223333', 1, 0, CAST('[]' AS BLOB)),
            ('directory', 2, 0, CAST('[{"kind":8,"key":"bucket/gone"}]' AS BLOB)),
            ('directory', 3, 0, CAST('[{"kind":42,"key":"d-1","entity":{"id":"d-1","requestorId":"111122223333"$REST}}]' AS BLOB)),
            ('account/111122223333', 2, 0, CAST('[]' AS BLOB));
        """;
}
