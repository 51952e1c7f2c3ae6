using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Mantle.Server.Tests.Telemetry;

/// <summary>Collects the measurements of one meter.</summary>
sealed class MeterTap : IDisposable
{
    readonly MeterListener listener = new();
    readonly ConcurrentQueue<Measurement> heard = [];

    public MeterTap(Meter meter)
    {
        listener.InstrumentPublished = (instrument, published) =>
        {
            if (!ReferenceEquals(instrument.Meter, meter))
                return;
            Instruments.Add(instrument);
            published.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.Start();
    }

    public ConcurrentBag<Instrument> Instruments { get; } = [];

    public IReadOnlyCollection<Measurement> Heard => heard;

    /// <summary>The measurements of an instrument, oldest first.</summary>
    public IEnumerable<Measurement> Of(string name) => heard.Where(measurement => measurement.Name == name);

    /// <summary>Waits for requests that were answered but not measured yet.</summary>
    public void Settle() =>
        Assert.True(SpinWait.SpinUntil(() => Of("mantle.request.active").Sum(one => one.Value) == 0, TimeSpan.FromSeconds(20)));

    /// <summary>Reads the gauges.</summary>
    public void Observe() => listener.RecordObservableInstruments();

    void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        heard.Enqueue(new(instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => (string)tag.Value!)));

    public void Dispose() => listener.Dispose();
}

/// <summary>One measurement of an instrument.</summary>
sealed record Measurement(string Name, double Value, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The values of some of its tags.</summary>
    public string Values(params string[] tags) => string.Join(' ', tags.Select(tag => Tags[tag]));
}
