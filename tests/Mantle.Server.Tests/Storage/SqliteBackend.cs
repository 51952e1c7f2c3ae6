using Mantle.Core.Storage;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Storage.Contracts;
using Mantle.Server.Tests.Support;
using Mantle.Storage.Sqlite;

namespace Mantle.Server.Tests.Storage;

/// <summary>SQLite files in a folder of their own.</summary>
public sealed class SqliteBackend : StorageBackend
{
    readonly TemporaryFolder folder = new();

    string File => Path.Combine(folder.Path, "mantle.db");

    public override IStore OpenStore() => SqliteStore.Open(File, Installation.StoredTypes());

    public override IStore OpenNode() => SqliteStore.OpenShared(File, Installation.StoredTypes());

    public override ITrail OpenTrail() => SqliteTrail.Open(Path.Combine(folder.Path, "trail.db"));

    public override IDenials OpenDenials() => SqliteDenials.Open(Path.Combine(folder.Path, "denials.db"));

    public override ILeases OpenLeases(TimeProvider clock) => SqliteLeases.Open(File, clock);

    public override void Dispose() => folder.Dispose();
}
