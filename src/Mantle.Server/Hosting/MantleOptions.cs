using System.Net;
using Mantle.Core.Entities;
using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Mantle.Storage.Sqlite;

namespace Mantle.Server.Hosting;

/// <summary>
/// What an installation is told, whoever hosts it. A host is reached at <see cref="MantleSettings.PublicUrl"/>, or else at the first
/// address that it listens on.
/// </summary>
public record MantleOptions : MantleSettings
{
    /// <summary>The data folder unless told otherwise.</summary>
    public const string DefaultDataFolder = "mantle-data";

    /// <summary>Folder that holds everything the server keeps. Created if it is missing; one server at a time has it.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>
    /// Bytes that accounts and compiled policies may take in memory, estimated; half of what the machine lets the process have unless
    /// told otherwise. What was used within the last minute stays, so the true figure can be higher.
    /// </summary>
    public long MemoryBudget { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>How far the server's clock runs ahead of the machine's.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Networks whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>How often a node looks what others have changed, where several share a store.</summary>
    public TimeSpan FollowInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Opens the store that is in a file; tests open one that others use too, or that fails.</summary>
    internal Func<string, EntityTypes, IStore> OpenStore { get; init; } = SqliteStore.Open;

    /// <summary>Services besides those that come with the server.</summary>
    public IReadOnlyList<ModuleOffer> FurtherModules { get; init; } = [];
}
