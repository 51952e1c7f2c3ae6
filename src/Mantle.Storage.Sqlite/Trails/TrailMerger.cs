using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>
/// Merges runs of the index, so that a look-up has few of them to ask. A merge is written in slices and counts when it is complete; what a
/// crash leaves of it is dropped.
/// </summary>
/// <param name="connection">The connection to write with.</param>
/// <param name="writing">Held while writing.</param>
/// <param name="state">The trail's state.</param>
/// <param name="pause">Called between slices; false to stop.</param>
sealed class TrailMerger(SqliteConnection connection, Lock writing, TrailState state, Func<bool> pause)
{
    /// <summary>So many runs of a level become one of the next.</summary>
    const int Width = 16;

    /// <summary>Pages that are written in one transaction. Whoever appends events waits so long.</summary>
    const int Slice = 128;

    /// <summary>Merges the runs of one level; false if no level has enough of them, or if it was stopped.</summary>
    public bool Merge()
    {
        var runs = state.Directory.Runs;
        var full = runs.GroupBy(run => run.Level).OrderBy(level => level.Key).FirstOrDefault(level => level.Count() >= Width);
        if (full is null)
            return false;
        var merged = full.Take(Width).ToList();
        var written = Write(merged);
        if (written is null)
            return false;
        lock (writing)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using (var rows = new TrailRowWriter(connection, transaction))
            {
                rows.Run(written);
                foreach (var run in merged)
                    rows.DropRun(run.Id);
            }
            var kept = state.Directory.Runs.Where(run => !merged.Contains(run)).Append(written).OrderBy(run => run.First);
            state.Commit(transaction, state.Directory.WithRuns([.. kept]));
        }
        return merged.All(run => DropPages(run.Id, run.Size));
    }

    /// <summary>Drops pages that belong to no run; false if it was stopped.</summary>
    public bool DropOrphans() =>
        RunRows.OfPages(connection).Except(state.Directory.Runs.Select(run => run.Id)).ToList().All(run => DropPages(run, long.MaxValue));

    /// <summary>Drops the pages of a run in slices; false if it was stopped.</summary>
    public bool DropPages(long run, long size)
    {
        var slices = Math.Clamp(size / (Slice * PostingPage.LargestBytes), 1, 4_096);
        for (var slice = 1L; slice <= slices; slice++)
        {
            lock (writing)
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                using (var rows = new TrailRowWriter(connection, transaction))
                    rows.DropPages(run, (uint)(uint.MaxValue * slice / slices));
                transaction.Commit();
            }
            if (!pause())
                return false;
        }
        return true;
    }

    IndexRun? Write(List<IndexRun> merged)
    {
        var last = merged[^1].Last;
        var (pages, size) = (new List<(uint Hash, long Number, byte[] Body)>(), 0L);
        var id = RunRows.NextId(connection, null);
        var writer = new PostingPage.Writer(last, (hash, number, body) => pages.Add((hash, number, body.ToArray())));
        using var source = new IndexPages(connection);
        // The newest run first: of one hash, its events come first.
        var streams = merged.AsEnumerable().Reverse().Select(run => new PostingStream(source, run)).Where(stream => stream.Next()).ToList();
        while (streams.Count > 0)
        {
            var hash = uint.MaxValue;
            foreach (var stream in streams)
                hash = Math.Min(hash, stream.Hash);
            var ended = false;
            foreach (var stream in streams)
            {
                for (; !stream.IsAtEnd && stream.Hash == hash; stream.Next())
                    writer.Add(hash, stream.Number);
                ended |= stream.IsAtEnd;
            }
            if (ended)
                streams.RemoveAll(stream => stream.IsAtEnd);
            if (pages.Count >= Slice && !Flush())
                return null;
        }
        writer.Finish();
        return Flush() ? new IndexRun(id, merged[0].Level + 1, merged[0].First, last, size) : null;

        bool Flush()
        {
            lock (writing)
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                using (var rows = new TrailRowWriter(connection, transaction))
                    foreach (var (hash, number, body) in pages)
                        rows.Page(id, hash, number, body);
                transaction.Commit();
            }
            size += pages.Sum(page => (long)page.Body.Length);
            pages.Clear();
            return pause();
        }
    }
}
