using Mantle.Core.Accounts;
using Mantle.Core.Operations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Storage.Sqlite;

namespace Mantle.Server.Hosting;

/// <summary>
/// An access key for the management account's root user, made by who has the data folder: the way back in when the last one was deleted.
/// </summary>
static class NewRootKey
{
    /// <summary>AWS gives the root user two; an inactive one gives way.</summary>
    const int MostKeys = 2;

    /// <exception cref="StoreException">There is no installation, a server is using it, or two active keys are there.</exception>
    public static async Task MakeAsync(string path, DateTimeOffset now)
    {
        DataFolder.Look(path).Dispose();
        using var folder = DataFolder.Hold(path);
        await using var store = SqliteStore.Open(folder.Database, Installation.StoredTypes());
        var secrets = new SecretBox(await KeyRing.OfSecretsAsync(store, folder.OpenMasterKey(), now));
        await using var ledger = new Ledger(store);
        if (await store.ReadSettingAsync(Installation.ManagementAccountSetting) is not { } id)
            throw new StoreException($"The data folder {folder.Path} has no management account yet. Start a server on it first.");
        using var turn = await ledger.TurnAsync(Installation.AccountOf(id));
        var change = new Change(secrets, now, turn.Account);
        var root = turn.Account.Root!;
        var keys = root.AccessKeys;
        if (keys.Length >= MostKeys)
        {
            var old =
                keys.FirstOrDefault(key => !key.Active)
                ?? throw new StoreException("The management account's root user has two active access keys; delete one first.");
            keys = keys.Remove(old);
            change.RemoveSecret(old.Id);
        }
        var made = new AccessKey(UniqueId.NewAccessKey(UniqueId.AccessKey, turn.Account.Id), now, Active: true);
        change.Put(root with { AccessKeys = keys.Add(made) });
        change.PutSecret(made.Id, UniqueId.NewSecret());
        await turn.CommitAsync(change.Time, change.Finish(), null);
    }
}
