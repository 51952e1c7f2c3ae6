using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>Drops whole chunks from the old end of the trail, with the runs that have postings of theirs only.</summary>
sealed class TrailRetention(SqliteConnection connection, Lock writing, TrailState state, TrailMerger merger)
{
    /// <summary>Chunks that are dropped in one transaction. Whoever appends events waits so long.</summary>
    const int Slice = 64;

    /// <summary>Whether segments that are in no chunk end before a time.</summary>
    public bool HasOlder(DateTimeOffset before)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT last FROM segments ORDER BY position LIMIT 1";
        return command.ExecuteScalar() is long last && last < before.ToUnixTimeMilliseconds();
    }

    /// <summary>Drops the oldest chunks that end before a time, and the oldest ones above a size.</summary>
    /// <returns>How many events were dropped.</returns>
    public long Drop(DateTimeOffset before, long largest)
    {
        var (count, events) = Superfluous(state.Directory, before.ToUnixTimeSeconds(), largest);
        for (; count > 0; count -= Slice)
            DropChunks(Math.Min(count, Slice));
        return events;
    }

    static (int Count, long Events) Superfluous(TrailDirectory directory, long before, long largest)
    {
        var (size, count, events) = (directory.Runs.Sum(run => run.Size), 0, 0L);
        foreach (var chunk in directory.Chunks)
            size += chunk.Size;
        // A share of the index goes with each chunk.
        var share = size / (double)Math.Max(1, directory.Next - directory.First);
        foreach (var chunk in directory.Chunks)
        {
            if (chunk.Latest >= before && size <= largest)
                break;
            size -= (long)(share * chunk.Events);
            count++;
            events += chunk.Events;
        }
        return (count, events);
    }

    void DropChunks(int count)
    {
        var directory = state.Directory;
        var last = directory.Chunks[count - 1];
        var gone = directory.Runs.Where(run => run.Last <= last.Last).ToList();
        lock (writing)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using (var rows = new TrailRowWriter(connection, transaction))
            {
                rows.DropChunks(last.First);
                foreach (var run in gone)
                    rows.DropRun(run.Id);
            }
            state.Commit(transaction, directory.Without(count, [.. directory.Runs.Except(gone)]));
        }
        foreach (var run in gone)
            merger.DropPages(run.Id, run.Size);
    }
}
