using System.Net;
using Mantle.Core.Entities;
using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Mantle.Server.Exports;
using Mantle.Storage.Sqlite;

namespace Mantle.Server.Hosting;

/// <summary>
/// Options of an installation in any host. Its URL is <see cref="MantleSettings.PublicUrl"/>, or else the first address that the host
/// listens on.
/// </summary>
public record MantleOptions : MantleSettings
{
    /// <summary>The default data folder.</summary>
    public const string DefaultDataFolder = "mantle-data";

    /// <summary>The data folder. Created if it is missing; only one server at a time can use it.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>
    /// Estimated bytes that accounts and compiled policies may take in memory; by default half of the memory available to the process.
    /// What was used within the last minute stays in memory, so the actual use can be higher.
    /// </summary>
    public long MemoryBudget { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>How long events stay in the trail. CloudTrail's event history has 90 days.</summary>
    public TimeSpan TrailLifetime { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Bytes that the trail may take, as it is stored; null for as many as there is room for.</summary>
    public long? TrailSize { get; init; }

    /// <summary>Where recorded calls are exported to.</summary>
    public ExportOptions Export { get; init; } = new();

    /// <summary>How far the server's clock is ahead of the machine's.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Networks of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are trusted.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>How often a node reads the changes of other nodes, if several share a store.</summary>
    public TimeSpan FollowInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Opens the store in a file. Tests open one that is shared, or that fails.</summary>
    internal Func<string, EntityTypes, IStore> OpenStore { get; init; } = SqliteStore.Open;

    /// <summary>Services in addition to the server's own.</summary>
    public IReadOnlyList<ModuleOffer> FurtherModules { get; init; } = [];
}
