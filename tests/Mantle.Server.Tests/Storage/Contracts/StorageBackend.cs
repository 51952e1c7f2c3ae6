using Mantle.Core.Storage;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>A new, empty backend of the storage contracts. Opened again, it has what was written before.</summary>
public abstract class StorageBackend : IDisposable
{
    /// <summary>The store, for the only process that uses it.</summary>
    public abstract IStore OpenStore();

    /// <summary>The same store, for one of several nodes; it may be open elsewhere.</summary>
    public abstract IStore OpenNode();

    /// <summary>The trail, which keeps the reports too.</summary>
    public abstract ITrail OpenTrail();

    /// <summary>The denied calls.</summary>
    public abstract IDenials OpenDenials();

    /// <summary>The leases of the same store, by a clock.</summary>
    public abstract ILeases OpenLeases(TimeProvider clock);

    /// <summary>Deletes its files.</summary>
    public abstract void Dispose();
}
