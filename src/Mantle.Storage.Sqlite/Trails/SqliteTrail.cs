using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>
/// The trail and the reports, in a separate SQLite file, so that they neither grow nor lock the accounts' database. One connection
/// appends, one reads, one folds (docs/decisions/0010-an-index-in-runs.md). Events contain no secrets, so deleted content is not
/// overwritten.
/// </summary>
public sealed class SqliteTrail : ITrail, IReports
{
    readonly SqliteConnection connection;
    readonly Lock use = new();
    readonly TrailReader reader;
    readonly TrailIndexer indexer;

    /// <summary>Prepared once, because calls that issue credentials wait for it.</summary>
    readonly SqliteCommand append;

    /// <summary>The number of the newest segment that the outbox gave.</summary>
    long outbox;

    SqliteTrail(string file, bool folds, Action<Exception> report)
    {
        connection = Open();
        append = connection.CreateCommand();
        append.CommandText =
            "INSERT OR IGNORE INTO segments (outbox, account_id, first, last, events, lines) VALUES ($outbox, $account, "
            + "$first, $last, $events, $lines)";
        foreach (var name in (ReadOnlySpan<string>)["$outbox", "$account", "$first", "$last", "$events", "$lines"])
            append.Parameters.Add(new SqliteParameter { ParameterName = name });
        outbox = Number(
            "SELECT max(coalesce((SELECT value FROM trail_state WHERE name='outbox'), 0), coalesce(max(outbox), 0)) FROM segments"
        );
        var state = TrailState.Load(connection);
        reader = new TrailReader(Open(), state.Begin);
        var folding = Open();
        // A crash of the machine may undo the last folds. The events are then as they were before, and are folded again.
        Schema.Execute(folding, "PRAGMA synchronous=NORMAL");
        indexer = new TrailIndexer(folding, use, state, Number("SELECT coalesce(sum(events), 0) FROM segments"), folds, report);

        SqliteConnection Open()
        {
            var opened = Schema.Trail.Open(file);
            Schema.Execute(opened, "PRAGMA secure_delete=OFF");
            return opened;
        }

        long Number(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return (long)command.ExecuteScalar()!;
        }
    }

    /// <summary>Opens or creates the database.</summary>
    /// <param name="file">The database file.</param>
    /// <param name="folds">Whether to fold on a thread of its own. Otherwise only <see cref="Settle"/> does.</param>
    /// <param name="report">Told of failures to fold, which is then tried again; null to tell nobody.</param>
    /// <exception cref="StoreException">The file cannot be used.</exception>
    public static SqliteTrail Open(string file, bool folds = true, Action<Exception>? report = null) =>
        new(file, folds, report ?? (_ => { }));

    /// <summary>Folds and merges now.</summary>
    /// <param name="minimum">Fewer events than this stay as they are.</param>
    public void Settle(int minimum = 1) => indexer.Settle(minimum);

    public Task AppendAsync(IReadOnlyList<TrailSegment> segments)
    {
        var events = 0;
        lock (use)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            append.Transaction = transaction;
            var newest = outbox;
            foreach (var segment in segments)
            {
                if (segment.Number != 0 && segment.Number <= newest)
                    continue;
                newest = Math.Max(newest, segment.Number);
                append.Parameters[0].Value = segment.Number == 0 ? DBNull.Value : segment.Number;
                append.Parameters[1].Value = segment.AccountId.ToString();
                append.Parameters[2].Value = segment.First.ToUnixTimeMilliseconds();
                append.Parameters[3].Value = segment.Last.ToUnixTimeMilliseconds();
                append.Parameters[4].Value = segment.Count;
                append.Parameters[5].Value = segment.Lines;
                append.ExecuteNonQuery();
                events += segment.Count;
            }
            transaction.Commit();
            outbox = newest;
        }
        indexer.Note(events);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<(long Position, TrailSegment Segment)>> ReadAsync(
        AccountId? accountId,
        DateTimeOffset? from,
        long after,
        int limit
    ) => Task.Run<IReadOnlyList<(long, TrailSegment)>>(() => reader.Read(accountId, from, after, limit));

    public Task<TrailPage> FindAsync(TrailQuery query, long? before, int limit) => Task.Run(() => reader.Find(query, before, limit));

    public Task<long> DropAsync(DateTimeOffset before, long largest) => Task.Run(() => indexer.Drop(before, largest));

    public Task NoteUsesAsync(IReadOnlyDictionary<LastUseKey, LastUse> uses)
    {
        lock (use)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using var command = connection.CreateCommand();
            command.CommandText =
                "INSERT INTO last_used VALUES ($id, $action, $time, $service, $region) ON CONFLICT (id, action) DO UPDATE SET "
                + "time=excluded.time, service=excluded.service, region=excluded.region WHERE excluded.time>=last_used.time";
            foreach (var (key, noted) in uses)
            {
                command.Parameters.Clear();
                command.Parameters.AddWithValue("$id", key.Id);
                command.Parameters.AddWithValue("$action", key.Action);
                command.Parameters.AddWithValue("$time", noted.Time.ToUnixTimeMilliseconds());
                command.Parameters.AddWithValue("$service", noted.Service);
                command.Parameters.AddWithValue("$region", noted.Region);
                command.ExecuteNonQuery();
            }
            transaction.Commit();
            return Task.CompletedTask;
        }
    }

    public ValueTask<LastUse?> LastUseAsync(string id)
    {
        lock (use)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT time, service, region FROM last_used WHERE id=$id AND action=''";
            command.Parameters.AddWithValue("$id", id);
            using var row = command.ExecuteReader();
            return new(
                row.Read()
                    ? new LastUse(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.GetString(1), row.GetString(2))
                    : null
            );
        }
    }

    public ValueTask<IReadOnlyDictionary<string, LastUse>> ActionsOfAsync(string id)
    {
        lock (use)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT action, time, service, region FROM last_used WHERE id=$id AND action<>''";
            command.Parameters.AddWithValue("$id", id);
            using var rows = command.ExecuteReader();
            var actions = new Dictionary<string, LastUse>(StringComparer.OrdinalIgnoreCase);
            while (rows.Read())
                actions[rows.GetString(0)] = new LastUse(
                    DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1)),
                    rows.GetString(2),
                    rows.GetString(3)
                );
            return new(actions);
        }
    }

    public Task PutAsync(Report report, TimeSpan kept)
    {
        lock (use)
        {
            using var command = connection.CreateCommand();
            command.CommandText = """
                DELETE FROM reports WHERE account_id=$account AND kind=$kind AND time<$oldest;
                INSERT OR REPLACE INTO reports VALUES ($account, $kind, $id, $time, $body);
                """;
            command.Parameters.AddWithValue("$account", report.AccountId.ToString());
            command.Parameters.AddWithValue("$kind", report.Kind);
            command.Parameters.AddWithValue("$id", report.Id);
            command.Parameters.AddWithValue("$time", report.Time.ToUnixTimeMilliseconds());
            command.Parameters.AddWithValue("$oldest", (report.Time - kept).ToUnixTimeMilliseconds());
            command.Parameters.AddWithValue("$body", report.Body);
            command.ExecuteNonQuery();
            return Task.CompletedTask;
        }
    }

    public ValueTask<Report?> FindAsync(AccountId accountId, string kind, string id)
    {
        lock (use)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT time, body FROM reports WHERE account_id=$account AND kind=$kind AND id=$id";
            command.Parameters.AddWithValue("$account", accountId.ToString());
            command.Parameters.AddWithValue("$kind", kind);
            command.Parameters.AddWithValue("$id", id);
            using var row = command.ExecuteReader();
            return new(
                row.Read()
                    ? new Report(
                        accountId,
                        kind,
                        id,
                        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)),
                        row.GetFieldValue<byte[]>(1)
                    )
                    : null
            );
        }
    }

    public ValueTask DisposeAsync()
    {
        indexer.Dispose();
        reader.Dispose();
        lock (use)
        {
            append.Dispose();
            connection.Dispose();
        }
        return ValueTask.CompletedTask;
    }
}
