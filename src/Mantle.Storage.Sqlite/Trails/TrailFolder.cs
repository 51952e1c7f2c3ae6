using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>
/// Folds the oldest segments into chunks and a run of the index, in one transaction. What a crash interrupts is folded again
/// (docs/decisions/0010-an-index-in-runs.md).
/// </summary>
sealed class TrailFolder(SqliteConnection connection, Lock writing, TrailState state)
{
    /// <summary>How many events are folded at once. So many may be searched without an index.</summary>
    public const int Events = 2_048;

    readonly PostingCollector postings = new();

    /// <summary>Folds once; false if there are fewer events than a minimum.</summary>
    public bool Fold(int minimum)
    {
        var segments = Oldest();
        if (segments.Count == 0 || segments.Sum(row => row.Segment.Count) < minimum)
            return false;
        var first = state.Directory.Next;
        var chunks = new List<(ChunkInfo Info, byte[] Body)>();
        postings.Clear();
        var (part, bytes, number) = (new List<(long, TrailSegment)>(), 0, first);
        var (earliest, latest, begun) = (long.MaxValue, long.MinValue, first);
        foreach (var row in segments)
        {
            number = Collect(row.Segment, first, number, ref earliest, ref latest);
            part.Add(row);
            bytes += row.Segment.Lines.Length;
            if (bytes < TrailChunk.Bytes && row.Position != segments[^1].Position)
                continue;
            var body = TrailChunk.Compress(part);
            chunks.Add((new ChunkInfo(begun, (int)(number - begun), row.Position, earliest, latest, body.Length), body));
            (part, bytes, begun) = ([], 0, number);
            (earliest, latest) = (long.MaxValue, long.MinValue);
        }
        Write(chunks, segments, first, number - 1);
        return true;
    }

    long Collect(TrailSegment segment, long first, long number, ref long earliest, ref long latest)
    {
        var rest = segment.Lines.AsSpan();
        for (var i = 0; i < segment.Count; i++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            var time = postings.Add(segment.AccountId, (int)(number - first), line) ?? segment.First.ToUnixTimeSeconds();
            (earliest, latest) = (Math.Min(earliest, time), Math.Max(latest, time));
            rest = end < 0 ? [] : rest[(end + 1)..];
            number++;
        }
        return number;
    }

    List<(long Position, TrailSegment Segment)> Oldest()
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT outbox, account_id, first, last, events, lines, position FROM segments WHERE position>$position ORDER BY position";
        command.Parameters.AddWithValue("$position", state.Directory.Position);
        using var rows = command.ExecuteReader();
        var (found, events) = (new List<(long, TrailSegment)>(), 0);
        while (events < Events && rows.Read())
        {
            var segment = TrailRows.Read(rows);
            found.Add((rows.GetInt64(6), segment));
            events += segment.Count;
        }
        return found;
    }

    void Write(List<(ChunkInfo Info, byte[] Body)> chunks, List<(long Position, TrailSegment Segment)> segments, long first, long last)
    {
        var pages = new List<(uint Hash, long Number, byte[] Body)>();
        var writer = new PostingPage.Writer(last, (hash, number, body) => pages.Add((hash, number, body.ToArray())));
        foreach (var (hash, offset) in postings.Sorted())
            writer.Add(hash, first + offset);
        writer.Finish();
        lock (writing)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            var run = new IndexRun(RunRows.NextId(connection, transaction), 0, first, last, pages.Sum(page => (long)page.Body.Length));
            using (var insert = new TrailRowWriter(connection, transaction))
            {
                foreach (var (info, body) in chunks)
                    insert.Chunk(info, body);
                foreach (var (hash, number, body) in pages)
                    insert.Page(run.Id, hash, number, body);
                insert.Run(run);
                insert.State("next", last + 1);
                if (segments.Max(row => row.Segment.Number) is > 0 and var outbox)
                    insert.State("outbox", outbox);
                insert.DropSegments(segments[^1].Position);
            }
            state.Commit(transaction, state.Directory.With([.. chunks.Select(chunk => chunk.Info)], run));
        }
    }
}
