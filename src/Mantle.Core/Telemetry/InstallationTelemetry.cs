using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Mantle.Core.Telemetry;

/// <summary>
/// The telemetry of an installation: its meter, its activity source and the core's instruments (docs/telemetry.md).
/// Each installation has its own, so that two in one process can be told apart. Nothing is measured if nobody listens.
/// </summary>
public sealed class InstallationTelemetry : IAsyncDisposable
{
    /// <summary>Name of the meter and the activity source.</summary>
    public const string Name = "Mantle";

    /// <summary>Uses the installation's meter.</summary>
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

    /// <summary>The activity source of the installation's calls.</summary>
    public ActivitySource Activities { get; }

    /// <summary>Measures decisions about accesses.</summary>
    public DecisionInstruments Decisions { get; }

    /// <summary>Measures the committer's transactions.</summary>
    public FlushInstruments Commits { get; }

    /// <summary>Measures what the recorder appends to the trail.</summary>
    public FlushInstruments Trail { get; }

    /// <summary>Measures caches.</summary>
    public CacheInstruments Caches { get; }

    /// <summary>Stops the telemetry. A meter from a host's factory lives as long as the host.</summary>
    public ValueTask DisposeAsync()
    {
        Activities.Dispose();
        Meter.Dispose();
        return ValueTask.CompletedTask;
    }
}
