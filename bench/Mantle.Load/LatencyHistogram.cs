using System.Diagnostics;

namespace Mantle.Load;

/// <summary>Counts durations in microseconds, up to half a second.</summary>
sealed class LatencyHistogram
{
    readonly int[] counts = new int[500_000];

    public int Count { get; private set; }

    public void Add(long ticks)
    {
        var microseconds = ticks * 1_000_000 / Stopwatch.Frequency;
        counts[Math.Min(microseconds, counts.Length - 1)]++;
        Count++;
    }

    /// <summary>The percentile of a share, in microseconds.</summary>
    public int Percentile(double share)
    {
        var left = (long)Math.Ceiling(Count * share);
        var at = 0;
        while (at < counts.Length - 1 && (left -= counts[at]) > 0)
            at++;
        return at;
    }
}
