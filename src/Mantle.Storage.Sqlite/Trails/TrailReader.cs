using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>
/// Reads the trail from a connection of its own: chunks, and behind them the segments that are not in a chunk yet. One reader at a time;
/// each sees one state of the database and the directory that belongs to it.
/// </summary>
sealed class TrailReader : IDisposable
{
    readonly SqliteConnection connection;
    readonly Func<SqliteConnection, TrailDirectory> begin;
    readonly IndexPages pages;
    readonly SqliteCommand body,
        heads,
        lines;
    readonly Lock reading = new();

    /// <param name="connection">The reader's connection, which it closes.</param>
    /// <param name="begin">Begins a transaction on the connection; returns the directory of the state that the transaction sees.</param>
    public TrailReader(SqliteConnection connection, Func<SqliteConnection, TrailDirectory> begin)
    {
        (this.connection, this.begin) = (connection, begin);
        pages = new IndexPages(connection);
        body = Command("SELECT body FROM chunk_bodies WHERE first=$key");
        heads = Command("SELECT outbox, account_id, first, last, events, position FROM segments WHERE position>$key ORDER BY position");
        lines = Command("SELECT lines FROM segments WHERE position=$key");
    }

    SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(new SqliteParameter { ParameterName = "$key" });
        return command;
    }

    /// <summary>The segments after a position, as <see cref="ITrail.ReadAsync"/> returns them.</summary>
    public List<(long Position, TrailSegment Segment)> Read(AccountId? accountId, DateTimeOffset? from, long after, int limit)
    {
        lock (reading)
        {
            var directory = begin(connection);
            try
            {
                var found = new List<(long, TrailSegment)>();
                for (var i = directory.IndexAfter(after); i < directory.Chunks.Length && found.Count < limit; i++)
                    if (directory.Chunks[i].Latest >= (from?.ToUnixTimeSeconds() ?? long.MinValue))
                        Add(ChunkAt(directory.Chunks[i].First));
                if (found.Count < limit)
                    Add(Tail(Math.Max(after, directory.Position), accountId, from, limit - found.Count));
                return found;

                void Add(IEnumerable<(long Position, TrailSegment Segment)> segments) =>
                    found.AddRange(
                        segments
                            .Where(row =>
                                row.Position > after
                                && (accountId is null || row.Segment.AccountId == accountId)
                                && (from is null || row.Segment.Last >= from)
                            )
                            .Take(limit - found.Count)
                    );
            }
            finally
            {
                End();
            }
        }
    }

    IEnumerable<(long Position, TrailSegment Segment)> Tail(long after, AccountId? accountId, DateTimeOffset? from, int limit)
    {
        foreach (var (position, segment) in Heads(after))
            if ((accountId is null || segment.AccountId == accountId) && (from is null || segment.Last >= from) && limit-- > 0)
                yield return (position, segment with { Lines = LinesAt(position) });
    }

    /// <summary>The segments behind the chunks, without their lines.</summary>
    List<(long Position, TrailSegment Segment)> Heads(long after)
    {
        heads.Parameters[0].Value = after;
        using var rows = heads.ExecuteReader();
        var found = new List<(long, TrailSegment)>();
        while (rows.Read())
            found.Add((rows.GetInt64(5), TrailRows.ReadHead(rows)));
        return found;
    }

    byte[] LinesAt(long position)
    {
        lines.Parameters[0].Value = position;
        return (byte[])lines.ExecuteScalar()!;
    }

    List<(long Position, TrailSegment Segment)> ChunkAt(long first)
    {
        body.Parameters[0].Value = first;
        return TrailChunk.Decompress((byte[])body.ExecuteScalar()!);
    }

    /// <summary>The events that match a query, as <see cref="ITrail.FindAsync"/> returns them.</summary>
    public TrailPage Find(TrailQuery query, long? before, int limit)
    {
        lock (reading)
        {
            var directory = begin(connection);
            try
            {
                var found = new List<TrailEvent>();
                var next = (before ?? long.MaxValue) - 1;
                var match = new TrailMatch(query);
                if (next >= directory.Next)
                    FindInTail(directory, match, next, limit, found);
                if (found.Count <= limit)
                    FindInChunks(directory, match, Math.Min(next, directory.Next - 1), limit, found);
                return found.Count <= limit ? new TrailPage(found, null) : new TrailPage(found[..limit], found[limit - 1].Number);
            }
            finally
            {
                End();
            }
        }
    }

    void FindInTail(TrailDirectory directory, TrailMatch match, long next, int limit, List<TrailEvent> found)
    {
        var segments = Heads(directory.Position);
        var number = directory.Next + segments.Sum(row => (long)row.Segment.Count);
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var (position, segment) = segments[i];
            number -= segment.Count;
            if (number <= next && match.CanHave(segment))
                FindIn(segment with { Lines = LinesAt(position) }, number, match, next, limit, found);
            if (found.Count > limit)
                return;
        }
    }

    /// <summary>Looks through a segment from its end. One event more than the limit shows that there is a next page.</summary>
    static void FindIn(TrailSegment segment, long first, TrailMatch match, long next, int limit, List<TrailEvent> found)
    {
        var rest = TrimEnd(segment.Lines);
        for (var number = first + segment.Count - 1; number >= first && found.Count <= limit; number--)
        {
            var start = rest.Span.LastIndexOf((byte)'\n') + 1;
            var line = rest[start..];
            rest = start == 0 ? default : rest[..(start - 1)];
            if (number <= next && number > match.Query.After && match.Has(segment, line.Span))
                found.Add(new TrailEvent(number, segment.AccountId, line));
        }
    }

    static ReadOnlyMemory<byte> TrimEnd(byte[] lines) =>
        lines.Length > 0 && lines[^1] == '\n' ? lines.AsMemory(0, lines.Length - 1) : lines;

    void FindInChunks(TrailDirectory directory, TrailMatch match, long next, int limit, List<TrailEvent> found)
    {
        var cursors = match.Hashes().Select(hash => new PostingCursor(pages, directory.Runs, hash)).ToList();
        var (current, numbers) = (-1, new List<(TrailSegment Segment, long First)>());
        while (found.Count <= limit && next > match.Query.After && next >= directory.First)
        {
            var index = directory.IndexOf(next);
            for (; index >= 0 && !match.CanHave(directory.Chunks[index]); index--) { }
            if (index < 0)
                return;
            next = Math.Min(next, directory.Chunks[index].Last);
            var agreed = Agree(cursors, next);
            if (agreed < directory.First || agreed <= match.Query.After)
                return;
            if (agreed < directory.Chunks[index].First)
            {
                next = agreed;
                continue;
            }
            if (index != current)
                (current, numbers) = (index, Number(directory.Chunks[index]));
            var (segment, first) = numbers.Last(part => part.First <= agreed);
            if (match.IsOf(segment) && match.Has(segment, LineOf(segment, (int)(agreed - first)).Span))
                found.Add(new TrailEvent(agreed, segment.AccountId, LineOf(segment, (int)(agreed - first))));
            next = agreed - 1;
        }
    }

    /// <summary>The newest event up to a number that all cursors have; 0 if there is none.</summary>
    static long Agree(List<PostingCursor> cursors, long atMost)
    {
        var agreed = atMost;
        for (var i = 0; i < cursors.Count && agreed > 0; i++)
            if (cursors[i].SeekTo(agreed) is var found && found < agreed)
            {
                agreed = found;
                i = -1;
            }
        return agreed;
    }

    List<(TrailSegment Segment, long First)> Number(ChunkInfo chunk)
    {
        var numbered = new List<(TrailSegment, long)>();
        var first = chunk.First;
        foreach (var (_, segment) in ChunkAt(chunk.First))
        {
            numbered.Add((segment, first));
            first += segment.Count;
        }
        return numbered;
    }

    static ReadOnlyMemory<byte> LineOf(TrailSegment segment, int index)
    {
        var rest = TrimEnd(segment.Lines);
        for (; index > 0; index--)
            rest = rest[(rest.Span.IndexOf((byte)'\n') + 1)..];
        return rest.Span.IndexOf((byte)'\n') is >= 0 and var end ? rest[..end] : rest;
    }

    void End()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "COMMIT";
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        lock (reading)
        {
            pages.Dispose();
            body.Dispose();
            heads.Dispose();
            lines.Dispose();
            connection.Dispose();
        }
    }
}
