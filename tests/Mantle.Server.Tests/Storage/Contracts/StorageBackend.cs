using Mantle.Core.Storage;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>
/// A backend of the storage contracts, empty when it is made. Whatever it opens a second time has what was written the first.
/// </summary>
public abstract class StorageBackend : IDisposable
{
    /// <summary>The store, for the only process that uses it.</summary>
    public abstract IStore OpenStore();

    /// <summary>The same store, for one of several nodes. It was opened before, and may be open elsewhere.</summary>
    public abstract IStore OpenNode();

    /// <summary>The trail, which keeps the reports too.</summary>
    public abstract ITrail OpenTrail();

    /// <summary>The leases of the same store, by a clock.</summary>
    public abstract ILeases OpenLeases(TimeProvider clock);

    /// <summary>Whatever it has on disk goes.</summary>
    public abstract void Dispose();
}
