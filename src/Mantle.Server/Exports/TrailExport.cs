using System.Text;
using Mantle.Core.Modules;
using Mantle.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Exports;

/// <summary>
/// Delivers the trail's events to a target, all accounts' in the order of recording, and each at least once. It follows the trail, so no
/// call ever waits for it; the position that it has come to is stored after each delivery.
/// </summary>
sealed partial class TrailExport(IExportTarget target, ITrail trail, IStore store, TimeProvider time, ILogger<TrailExport> logger)
    : IDisposable
{
    /// <summary>How many of the trail's segments are delivered together: about 1 MiB.</summary>
    const int SegmentsTogether = 8;

    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1),
        LongestPause = TimeSpan.FromMinutes(1);

    readonly string setting = $"export/{target.Name}";
    TimeSpan pause;
    long pausedAt;

    /// <summary>The work, on one node at a time.</summary>
    public Chore Chore => new($"export to the {target.Name}", (_, cancellation) => RunAsync(cancellation)) { Interval = Interval };

    /// <summary>Delivers what is new. After a failure the target has a pause, a longer one after each.</summary>
    async Task RunAsync(CancellationToken cancellation)
    {
        if (pause > TimeSpan.Zero && time.GetElapsedTime(pausedAt) < pause)
            return;
        try
        {
            while (await DeliverAsync(cancellation))
                cancellation.ThrowIfCancellationRequested();
            pause = TimeSpan.Zero;
        }
        catch (ExportException error)
        {
            pause =
                pause == TimeSpan.Zero ? Interval
                : pause * 2 < LongestPause ? pause * 2
                : LongestPause;
            pausedAt = time.GetTimestamp();
            Failed(logger, target.Name, error.Message, (int)pause.TotalSeconds);
        }
    }

    /// <summary>Delivers a batch; false if there was none.</summary>
    async Task<bool> DeliverAsync(CancellationToken cancellation)
    {
        var stored = await store.ReadSettingAsync(setting);
        var after = stored is null ? 0 : long.Parse(stored, NumberStyles.None, CultureInfo.InvariantCulture);
        var segments = await trail.ReadAsync(null, null, after, SegmentsTogether);
        if (segments.Count == 0)
            return false;
        var upTo = segments[^1].Position;
        var lines = new byte[segments.Sum(each => each.Segment.Lines.Length)];
        var written = 0;
        foreach (var (_, segment) in segments)
        {
            segment.Lines.CopyTo(lines, written);
            written += segment.Lines.Length;
        }
        await target.DeliverAsync(upTo, lines, cancellation);
        // Another node that had the lease meanwhile may have come further.
        return await store.WriteSettingAsync(setting, stored, Encoding.ASCII.GetBytes(upTo.ToString(CultureInfo.InvariantCulture)));
    }

    public void Dispose() => target.Dispose();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Events could not be exported to the {Target}: {Reason}. Trying again in {Seconds} seconds"
    )]
    static partial void Failed(ILogger logger, string target, string reason, int seconds);
}
