using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Mantle.Core.Telemetry;

/// <summary>Durations in seconds, OpenTelemetry's unit.</summary>
public static class Seconds
{
    /// <summary>Buckets from a fast disk's flush to a wait that no client accepts.</summary>
    static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    /// <summary>Makes a histogram of durations.</summary>
    public static Histogram<double> Histogram(Meter meter, string name, string description) =>
        meter.CreateHistogram(name, "s", description, tags: null, Buckets);

    /// <summary>The current timestamp of the machine's monotonic clock; 0 if nobody listens to the histogram.</summary>
    public static long Begin(Histogram<double> duration) => duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Seconds since a timestamp.</summary>
    public static double Since(long begun) => Stopwatch.GetElapsedTime(begun).TotalSeconds;
}
