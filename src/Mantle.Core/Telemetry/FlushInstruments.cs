using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Mantle.Core.Telemetry;

/// <summary>Measures batches written to disk: their size, their duration, and how long calls wait for them.</summary>
public sealed class FlushInstruments
{
    readonly Histogram<int> size;
    readonly Histogram<double> duration;
    readonly ActivitySource activities;
    readonly string name;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meter">The installation's meter.</param>
    /// <param name="activities">The source of activities.</param>
    /// <param name="name">Prefix of the instruments' names, and the activity's name.</param>
    /// <param name="unit">Unit of the batch size.</param>
    internal FlushInstruments(Meter meter, ActivitySource activities, string name, string unit)
    {
        (this.activities, this.name) = (activities, name);
        size = meter.CreateHistogram<int>($"{name}.batch.size", unit, "How much is flushed at a time.");
        duration = Seconds.Histogram(meter, $"{name}.flush.duration", "How long a flush takes.");
    }

    /// <summary>Whether anybody listens to the instruments.</summary>
    public bool IsEnabled => size.Enabled || duration.Enabled;

    /// <summary>Timestamp of a flush's start; 0 if nobody listens.</summary>
    public long Begin() => Seconds.Begin(duration);

    /// <summary>Measures a finished flush.</summary>
    /// <param name="begun">The result of <see cref="Begin"/>.</param>
    /// <param name="count">Size of the batch.</param>
    /// <param name="isWritten">Whether it was written to disk.</param>
    public void End(long begun, int count, bool isWritten)
    {
        try
        {
            if (size.Enabled)
                size.Record(count);
            if (begun != 0)
                duration.Record(Seconds.Since(begun), new KeyValuePair<string, object?>(Tags.Outcome, isWritten ? Tags.Ok : "failed"));
        }
        catch (Exception)
        {
            // A failing listener must not look like a failed flush: the data is written.
        }
    }

    /// <summary>Starts the activity of a call that waits for a flush, to be disposed at its end; null if nobody listens.</summary>
    public Activity? Wait() => activities.StartActivity(name);
}
