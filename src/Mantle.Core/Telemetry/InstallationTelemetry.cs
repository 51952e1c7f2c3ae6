using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Mantle.Core.Telemetry;

/// <summary>
/// What an installation tells those who listen: its meter, its source of activities, and the instruments of the core (docs/telemetry.md).
/// Each installation has its own, so that two in one process are told apart. Where nobody listens nothing is measured.
/// </summary>
public sealed class InstallationTelemetry : IAsyncDisposable
{
    /// <summary>The name of meters and of sources of activities.</summary>
    public const string Name = "Mantle";

    /// <summary>Takes the installation's meter.</summary>
    public InstallationTelemetry(Meter meter)
    {
        Meter = meter;
        Activities = new(Name, meter.Version, meter.Tags);
        Decisions = new(meter, Activities);
        Commits = new(meter, Activities, "mantle.commit", "{commit}");
        Trail = new(meter, Activities, "mantle.trail", "{event}");
        Caches = new(meter);
    }

    /// <summary>The installation's meter.</summary>
    public Meter Meter { get; }

    /// <summary>Where the activities of the installation's calls begin.</summary>
    public ActivitySource Activities { get; }

    /// <summary>Decisions about accesses.</summary>
    public DecisionInstruments Decisions { get; }

    /// <summary>The transactions of the committer.</summary>
    public FlushInstruments Commits { get; }

    /// <summary>What the recorder appends to the trail.</summary>
    public FlushInstruments Trail { get; }

    /// <summary>What is kept to be found again.</summary>
    public CacheInstruments Caches { get; }

    /// <summary>Ends what is told. A meter of a host's factory ends with the host.</summary>
    public ValueTask DisposeAsync()
    {
        Activities.Dispose();
        Meter.Dispose();
        return ValueTask.CompletedTask;
    }
}
