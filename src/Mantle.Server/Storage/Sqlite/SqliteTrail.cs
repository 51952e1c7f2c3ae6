using Mantle.Server.Audit;
using Microsoft.Data.Sqlite;

namespace Mantle.Server.Storage.Sqlite;

/// <summary>The trail in a SQLite file of its own, so that events neither bloat nor lock the accounts' database.</summary>
sealed class SqliteTrail : ITrail
{
    readonly SqliteConnection connection;
    readonly Lock use = new();

    SqliteTrail(SqliteConnection connection) => this.connection = connection;

    /// <summary>Opens or creates the database.</summary>
    /// <exception cref="StoreException">The file cannot be used.</exception>
    public static SqliteTrail Open(string file) => new(Schema.Trail.Open(file));

    public Task AppendAsync(IReadOnlyList<TrailSegment> segments)
    {
        lock (use)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT OR IGNORE INTO segments (outbox, account_id, first, last, events, lines) VALUES ($outbox, $account, $first, $last, $events, $lines)";
            foreach (var segment in segments)
            {
                command.Parameters.Clear();
                command.Parameters.AddWithValue("$outbox", segment.Number == 0 ? DBNull.Value : segment.Number);
                command.Parameters.AddWithValue("$account", segment.AccountId);
                command.Parameters.AddWithValue("$first", segment.First.ToUnixTimeMilliseconds());
                command.Parameters.AddWithValue("$last", segment.Last.ToUnixTimeMilliseconds());
                command.Parameters.AddWithValue("$events", segment.Count);
                command.Parameters.AddWithValue("$lines", segment.Lines);
                command.ExecuteNonQuery();
            }
            transaction.Commit();
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<(long Position, TrailSegment Segment)>> ReadAsync(string? accountId, DateTimeOffset? from, long after, int limit)
    {
        lock (use)
        {
            using var command = connection.CreateCommand();
            command.CommandText = accountId is null
                ? "SELECT outbox, account_id, first, last, events, lines, position FROM segments WHERE position>$after AND last>=$from ORDER BY position LIMIT $limit"
                : "SELECT outbox, account_id, first, last, events, lines, position FROM segments WHERE account_id=$account AND position>$after AND last>=$from ORDER BY position LIMIT $limit";
            command.Parameters.AddWithValue("$account", accountId ?? "");
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

    public Task NoteUsesAsync(IReadOnlyDictionary<string, Use> uses)
    {
        lock (use)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO last_used VALUES ($id, $time, $service, $region) ON CONFLICT (id) DO UPDATE SET time=excluded.time, service=excluded.service, region=excluded.region WHERE excluded.time>=last_used.time";
            foreach (var (id, noted) in uses)
            {
                command.Parameters.Clear();
                command.Parameters.AddWithValue("$id", id);
                command.Parameters.AddWithValue("$time", noted.Time.ToUnixTimeMilliseconds());
                command.Parameters.AddWithValue("$service", noted.Service);
                command.Parameters.AddWithValue("$region", noted.Region);
                command.ExecuteNonQuery();
            }
            transaction.Commit();
            return Task.CompletedTask;
        }
    }

    public ValueTask<Use?> LastUseAsync(string id)
    {
        lock (use)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT time, service, region FROM last_used WHERE id=$id";
            command.Parameters.AddWithValue("$id", id);
            using var row = command.ExecuteReader();
            return new(row.Read() ? new Use(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.GetString(1), row.GetString(2)) : null);
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (use)
            connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
