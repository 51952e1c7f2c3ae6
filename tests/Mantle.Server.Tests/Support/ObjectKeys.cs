using Mantle.Core.Secrets;
using Mantle.Server.Hosting;
using Mantle.Storage.Sqlite;

namespace Mantle.Server.Tests.Support;

/// <summary>Keys for a test that has an object store and no server.</summary>
static class ObjectKeys
{
    /// <summary>The folder's data keys; the same ones at every call.</summary>
    public static async Task<DataKeys> OfAsync(TemporaryFolder folder)
    {
        await using var store = SqliteStore.Open(Path.Combine(folder.Path, "keys.db"), Installation.StoredTypes());
        return new DataKeys(await KeyRing.OfSecretsAsync(store, new byte[32], DateTimeOffset.UnixEpoch));
    }
}
