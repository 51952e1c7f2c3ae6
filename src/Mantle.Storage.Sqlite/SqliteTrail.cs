using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite;

/// <summary>
/// The trail and the reports, in a separate SQLite file, so that they neither grow nor lock the accounts' database.
/// </summary>
public sealed class SqliteTrail : ITrail, IReports
{
    readonly SqliteConnection connection;
    readonly Lock use = new();

    /// <summary>Prepared once, because calls that issue credentials wait for it.</summary>
    readonly SqliteCommand append;

    SqliteTrail(SqliteConnection connection)
    {
        this.connection = connection;
        append = connection.CreateCommand();
        append.CommandText =
            "INSERT OR IGNORE INTO segments (outbox, account_id, first, last, events, lines) VALUES ($outbox, $account, "
            + "$first, $last, $events, $lines)";
        foreach (var name in (ReadOnlySpan<string>)["$outbox", "$account", "$first", "$last", "$events", "$lines"])
            append.Parameters.Add(new SqliteParameter { ParameterName = name });
    }

    /// <summary>Opens or creates the database.</summary>
    /// <exception cref="StoreException">The file cannot be used.</exception>
    public static SqliteTrail Open(string file) => new(Schema.Trail.Open(file));

    public Task AppendAsync(IReadOnlyList<TrailSegment> segments)
    {
        lock (use)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            append.Transaction = transaction;
            foreach (var segment in segments)
            {
                append.Parameters[0].Value = segment.Number == 0 ? DBNull.Value : segment.Number;
                append.Parameters[1].Value = segment.AccountId.ToString();
                append.Parameters[2].Value = segment.First.ToUnixTimeMilliseconds();
                append.Parameters[3].Value = segment.Last.ToUnixTimeMilliseconds();
                append.Parameters[4].Value = segment.Count;
                append.Parameters[5].Value = segment.Lines;
                append.ExecuteNonQuery();
            }
            transaction.Commit();
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<(long Position, TrailSegment Segment)>> ReadAsync(
        AccountId? accountId,
        DateTimeOffset? from,
        long after,
        int limit
    )
    {
        lock (use)
        {
            using var command = connection.CreateCommand();
            command.CommandText = accountId is null
                ? "SELECT outbox, account_id, first, last, events, lines, position FROM segments WHERE position>$after AND "
                    + "last>=$from ORDER BY position LIMIT $limit"
                : "SELECT outbox, account_id, first, last, events, lines, position FROM segments WHERE account_id=$account AND "
                    + "position>$after AND last>=$from ORDER BY position LIMIT $limit";
            command.Parameters.AddWithValue("$account", accountId.GetValueOrDefault().ToString());
            command.Parameters.AddWithValue("$after", after);
            command.Parameters.AddWithValue("$from", from?.ToUnixTimeMilliseconds() ?? long.MinValue);
            command.Parameters.AddWithValue("$limit", limit);
            using var rows = command.ExecuteReader();
            var segments = new List<(long, TrailSegment)>();
            while (rows.Read())
                segments.Add((rows.GetInt64(6), TrailRows.Read(rows)));
            return Task.FromResult<IReadOnlyList<(long, TrailSegment)>>(segments);
        }
    }

    public async Task<TrailPage> FindAsync(TrailQuery query, long? before, int limit)
    {
        var (number, found) = (0L, new List<TrailEvent>());
        foreach (var (_, segment) in await ReadAsync(null, null, 0, int.MaxValue))
        foreach (var range in segment.Lines.AsSpan().Split((byte)'\n'))
        {
            var line = segment.Lines.AsMemory(range);
            if (line.IsEmpty)
                continue;
            number++;
            if (
                (query.Account is null || query.Account == segment.AccountId)
                && number > query.After
                && !(number >= before)
                && TrailMatch.Has(query, segment.First, line.Span)
            )
                found.Add(new TrailEvent(number, segment.AccountId, line));
        }
        found.Reverse();
        return found.Count <= limit ? new TrailPage(found, null) : new TrailPage(found[..limit], found[limit - 1].Number);
    }

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
        lock (use)
        {
            append.Dispose();
            connection.Dispose();
        }
        return ValueTask.CompletedTask;
    }
}
