using Mantle.CloudTrail.Entities;
using Mantle.CloudTrail.Selectors;
using Mantle.Core.Storage;

namespace Mantle.CloudTrail.Delivery;

/// <summary>The events of an account after a position, as many as log files take at once, with those that the trail delivers.</summary>
sealed class EventBatch
{
    /// <summary>From this many events or bytes on, a batch is full.</summary>
    const int FullEvents = 10_000,
        FullBytes = 16 << 20;

    const int Segments = 64;

    readonly SortedDictionary<string, LogFile> files = new(StringComparer.Ordinal);
    int events,
        bytes;

    EventBatch(long after) => UpTo = after;

    /// <summary>The position of the last event.</summary>
    public long UpTo { get; private set; }

    /// <summary>Whether there may be more events.</summary>
    public bool IsFull => events >= FullEvents || bytes >= FullBytes;

    /// <summary>A log file for each Region that has events.</summary>
    public IReadOnlyDictionary<string, LogFile> Files => files;

    /// <summary>Reads a batch.</summary>
    /// <param name="store">The events.</param>
    /// <param name="trail">The trail, with its selectors.</param>
    /// <param name="windows">The times in which the trail logs.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="after">The position before the first event.</param>
    /// <param name="upTo">The position of the last event; null for as many as there are.</param>
    public static async Task<EventBatch> ReadAsync(
        ITrail store,
        Trail trail,
        IReadOnlyList<LoggingWindow> windows,
        AccountId accountId,
        long after,
        long? upTo
    )
    {
        var batch = new EventBatch(after);
        var filter = new EventFilter(trail);
        while (!batch.IsFull || upTo is not null)
        {
            var segments = await store.ReadAsync(accountId, Second(windows[0].Start), batch.UpTo, Segments);
            foreach (var (position, segment) in segments)
            {
                if (position > upTo || (batch.IsFull && upTo is null))
                    return batch;
                batch.Add(segment, filter, windows);
                batch.UpTo = position;
            }
            if (segments.Count == 0)
                break;
        }
        return batch;
    }

    void Add(TrailSegment segment, EventFilter filter, IReadOnlyList<LoggingWindow> windows)
    {
        events += segment.Count;
        bytes += segment.Lines.Length;
        var lines = segment.Lines.AsMemory();
        while (lines.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = lines[..end];
            lines = lines[(end + 1)..];
            if (SelectableEvent.Of(line) is not { } e || !windows.Any(window => Has(window, e.Time)) || !filter.Selects(e))
                continue;
            if (!files.TryGetValue(e.Region, out var file))
                files[e.Region] = file = new LogFile();
            file.Add(line.Span, e.Time);
        }
    }

    /// <summary>Whether a time is in a window. Events have no fractions of a second.</summary>
    static bool Has(LoggingWindow window, DateTimeOffset time) => time >= Second(window.Start) && !(time > window.Stop);

    static DateTimeOffset Second(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
