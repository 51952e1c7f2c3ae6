using System.Collections.Concurrent;
using System.Diagnostics;

namespace Mantle.Server.Tests.Telemetry;

/// <summary>Collects the activities of one source when they end.</summary>
sealed class ActivityTap : IDisposable
{
    readonly ActivityListener listener;
    readonly ConcurrentQueue<Activity> ended = [];

    public ActivityTap(ActivitySource source)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = heard => ReferenceEquals(heard, source),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>The requests' activities of an operation, once there is one.</summary>
    public Activity Request(string name)
    {
        Activity? found = null;
        Assert.True(
            SpinWait.SpinUntil(() => (found = ended.LastOrDefault(one => one.DisplayName == name)) is not null, TimeSpan.FromSeconds(20))
        );
        return found!;
    }

    /// <summary>The activities within an activity.</summary>
    public IEnumerable<string> Within(Activity parent) =>
        ended.Where(one => one.ParentSpanId == parent.SpanId && one.TraceId == parent.TraceId).Select(one => one.OperationName);

    public void Dispose() => listener.Dispose();
}
