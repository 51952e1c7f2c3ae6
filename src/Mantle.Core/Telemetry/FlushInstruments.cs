using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Mantle.Core.Telemetry;

/// <summary>Batches on their way to the disk: how much goes at a time, how long it takes, and how long a call waits for it.</summary>
public sealed class FlushInstruments
{
    readonly Histogram<int> size;
    readonly Histogram<double> duration;
    readonly ActivitySource activities;
    readonly string name;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meter">The installation's meter.</param>
    /// <param name="activities">Where activities begin.</param>
    /// <param name="name">What the names of the instruments begin with; the activity's name.</param>
    /// <param name="unit">What a batch is a number of.</param>
    internal FlushInstruments(Meter meter, ActivitySource activities, string name, string unit)
    {
        (this.activities, this.name) = (activities, name);
        size = meter.CreateHistogram<int>($"{name}.batch.size", unit, "How much is flushed at a time.");
        duration = Seconds.Histogram(meter, $"{name}.flush.duration", "How long a flush takes.");
    }

    /// <summary>Whether anybody listens.</summary>
    public bool IsHeard => size.Enabled || duration.Enabled;

    /// <summary>The moment at which a flush begins; 0 where nobody listens.</summary>
    public long Begin() => Seconds.Begin(duration);

    /// <summary>Notes the end of a flush.</summary>
    /// <param name="begun">What <see cref="Begin"/> said.</param>
    /// <param name="count">How much was in the batch.</param>
    /// <param name="isWritten">Whether it is on the disk now.</param>
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
            // A listener that fails must not be taken for a flush that did: what was written stays written.
        }
    }

    /// <summary>A call's wait for a flush, to be disposed at its end; null where nobody listens.</summary>
    public Activity? Wait() => activities.StartActivity(name);
}
