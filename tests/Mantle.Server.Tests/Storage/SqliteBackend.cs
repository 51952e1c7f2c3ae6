using Mantle.Core.Storage;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Storage.Contracts;
using Mantle.Server.Tests.Support;
using Mantle.Storage.Sqlite;
using Mantle.Storage.Sqlite.Trails;

namespace Mantle.Server.Tests.Storage;

/// <summary>SQLite files in a folder of their own.</summary>
/// <param name="folds">Whether the trail folds everything at once.</param>
public sealed class SqliteBackend(bool folds = false) : StorageBackend
{
    readonly TemporaryFolder folder = new();

    string File => Path.Combine(folder.Path, "mantle.db");

    public override IStore OpenStore() => SqliteStore.Open(File, Installation.StoredTypes());

    public override IStore OpenNode() => SqliteStore.OpenShared(File, Installation.StoredTypes());

    public override ITrail OpenTrail()
    {
        var trail = SqliteTrail.Open(Path.Combine(folder.Path, "trail.db"));
        return folds ? new FoldedTrail(trail) : trail;
    }

    public override IDenials OpenDenials() => SqliteDenials.Open(Path.Combine(folder.Path, "denials.db"));

    public override ILeases OpenLeases(TimeProvider clock) => SqliteLeases.Open(File, clock);

    public override void Dispose() => folder.Dispose();
}
