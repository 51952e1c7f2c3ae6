using Mantle.Core.Accounts;
using Mantle.Core.Storage;
using Mantle.S3;
using Mantle.S3.Entities;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;
using Mantle.Storage.Sqlite;

namespace Mantle.Server.Tests.Storage;

public sealed class SqliteStoreTests : StoreContractTests
{
    readonly TemporaryFolder folder = new();

    string File => Path.Combine(folder.Path, "mantle.db");

    internal override IStore Open() => SqliteStore.Open(File, Installation.StoredTypes());

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

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
        await Store.CommitAsync([
            new Commit(DateTimeOffset.UnixEpoch, [new ValueWrite(ValueId.Directory, 0, [], [new SecretChange("s", marker)])], null),
        ]);
        await Store.CommitAsync([
            new Commit(DateTimeOffset.UnixEpoch, [new ValueWrite(ValueId.Directory, 1, [], [new SecretChange("s", null)])], null),
        ]);
        await Store.DisposeAsync();
        Assert.All(Directory.GetFiles(folder.Path), file => Assert.Equal(-1, System.IO.File.ReadAllBytes(file).AsSpan().IndexOf(marker)));
    }

    [Fact]
    public async Task Block_Public_Access_of_an_account_moves_out_of_its_settings()
    {
        var file = Path.Combine(folder.Path, "older.db");
        using (var connection = Schema.Store.Open(file))
            Schema.Execute(
                connection,
                """
                INSERT INTO value_versions VALUES ('account/111122223333', 1);
                INSERT INTO entities VALUES ('account/111122223333', 40, 'settings',
                    CAST('{"alias":"a","publicAccess":{"blockPublicAcls":true}}' AS BLOB));
                PRAGMA user_version=1;
                """
            );
        await using var store = SqliteStore.Open(file, Installation.StoredTypes());
        var value = await store.LoadAsync(ValueId.Account("111122223333"), CancellationToken.None);
        var account = Account.Of("111122223333", 1, value!.Entities, []);
        Assert.Equal("a", account.Settings.Alias);
        Assert.Equal(new PublicAccessBlock(true, false, false, false), account.PublicAccess);
    }
}
