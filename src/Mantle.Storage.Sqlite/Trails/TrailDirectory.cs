namespace Mantle.Storage.Sqlite.Trails;

/// <summary>What is known of a chunk without reading it.</summary>
/// <param name="First">The number of its first event.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="Position">The position of its last segment.</param>
/// <param name="Earliest">The earliest event time, in seconds since 1970.</param>
/// <param name="Latest">The latest event time, in seconds since 1970.</param>
/// <param name="Size">Bytes of the compressed chunk.</param>
readonly record struct ChunkInfo(long First, int Events, long Position, long Earliest, long Latest, int Size)
{
    /// <summary>The number of its last event.</summary>
    public long Last => First + Events - 1;
}

/// <summary>A run of the index: the postings of consecutive events.</summary>
/// <param name="Id">Its number among the runs.</param>
/// <param name="Level">How many times its postings were merged.</param>
/// <param name="First">The number of its first event.</param>
/// <param name="Last">The number of its last event.</param>
/// <param name="Size">Bytes of its pages.</param>
sealed record IndexRun(long Id, int Level, long First, long Last, long Size);

/// <summary>
/// All chunks and runs, oldest first, as an immutable value that belongs to one state of the database. 10 million events have about
/// 100,000 chunks, 5 MB.
/// </summary>
sealed class TrailDirectory
{
    readonly ChunkInfo[] chunks;
    readonly int start,
        end;

    TrailDirectory(ChunkInfo[] chunks, int start, int end, IReadOnlyList<IndexRun> runs, long next)
    {
        (this.chunks, this.start, this.end, Runs, Next) = (chunks, start, end, runs, next);
    }

    public static TrailDirectory Of(ChunkInfo[] chunks, IReadOnlyList<IndexRun> runs, long next) =>
        new(chunks, 0, chunks.Length, runs, next);

    public ReadOnlySpan<ChunkInfo> Chunks => chunks.AsSpan(start, end - start);

    public IReadOnlyList<IndexRun> Runs { get; }

    /// <summary>The number of the first event that is in no chunk.</summary>
    public long Next { get; }

    /// <summary>The number of the first event that was not dropped.</summary>
    public long First => Chunks.IsEmpty ? Next : Chunks[0].First;

    /// <summary>The position of the last segment in a chunk.</summary>
    public long Position => Chunks.IsEmpty ? 0 : Chunks[^1].Position;

    /// <summary>
    /// The directory with further chunks. It shares its array with this one, which does not see what is behind its end; so only the newest
    /// directory may be extended.
    /// </summary>
    public TrailDirectory With(IReadOnlyList<ChunkInfo> further, IndexRun run)
    {
        var larger = chunks;
        if (end + further.Count > chunks.Length)
        {
            larger = new ChunkInfo[Math.Max(64, 2 * (end - start + further.Count))];
            Chunks.CopyTo(larger);
        }
        var (from, to) = ReferenceEquals(larger, chunks) ? (start, end) : (0, end - start);
        for (var i = 0; i < further.Count; i++)
            larger[to + i] = further[i];
        return new TrailDirectory(larger, from, to + further.Count, [.. Runs, run], further[^1].Last + 1);
    }

    public TrailDirectory WithRuns(IReadOnlyList<IndexRun> runs) => new(chunks, start, end, runs, Next);

    /// <summary>The directory without its oldest chunks.</summary>
    public TrailDirectory Without(int oldest, IReadOnlyList<IndexRun> runs) => new(chunks, start + oldest, end, runs, Next);

    /// <summary>The index of the chunk that has an event; the index of the last chunk before it if no chunk has it, or -1.</summary>
    public int IndexOf(long number)
    {
        var (low, high) = (0, Chunks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Chunks[middle].First <= number)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1;
    }

    /// <summary>The index of the first chunk with a segment after a position.</summary>
    public int IndexAfter(long position)
    {
        var (low, high) = (0, Chunks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Chunks[middle].Position <= position)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
