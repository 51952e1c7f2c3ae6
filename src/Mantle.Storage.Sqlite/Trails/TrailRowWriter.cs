using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>Writes the rows of chunks and runs within a transaction.</summary>
sealed class TrailRowWriter : IDisposable
{
    readonly SqliteConnection connection;
    readonly SqliteTransaction transaction;
    readonly SqliteCommand page;

    public TrailRowWriter(SqliteConnection connection, SqliteTransaction transaction)
    {
        (this.connection, this.transaction) = (connection, transaction);
        page = Command("INSERT INTO index_pages VALUES ($0, $1, $2, $3)", 0L, 0L, 0L, Array.Empty<byte>());
    }

    public void Chunk(ChunkInfo info, byte[] body)
    {
        Run(
            "INSERT INTO chunks VALUES ($0, $1, $2, $3, $4, $5)",
            info.First,
            info.Events,
            info.Position,
            info.Earliest,
            info.Latest,
            info.Size
        );
        Run("INSERT INTO chunk_bodies VALUES ($0, $1)", info.First, body);
    }

    public void Page(long run, uint hash, long number, byte[] body)
    {
        page.Parameters[0].Value = run;
        page.Parameters[1].Value = (long)hash;
        page.Parameters[2].Value = -number;
        page.Parameters[3].Value = body;
        page.ExecuteNonQuery();
    }

    public void Run(IndexRun run) =>
        Run("INSERT INTO index_runs VALUES ($0, $1, $2, $3, $4)", run.Id, run.Level, run.First, run.Last, run.Size);

    public void State(string name, long value) =>
        Run("INSERT INTO trail_state VALUES ($0, $1) ON CONFLICT (name) DO UPDATE SET value=max(value, excluded.value)", name, value);

    public void DropSegments(long upTo) => Run("DELETE FROM segments WHERE position<=$0", upTo);

    public void DropRun(long run) => Run("DELETE FROM index_runs WHERE run=$0", run);

    public void DropChunks(long upTo)
    {
        Run("DELETE FROM chunks WHERE first<=$0", upTo);
        Run("DELETE FROM chunk_bodies WHERE first<=$0", upTo);
    }

    /// <summary>Drops the pages of a run with hashes up to a value.</summary>
    public void DropPages(long run, uint upTo) => Run("DELETE FROM index_pages WHERE run=$0 AND hash<=$1", run, (long)upTo);

    void Run(string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    SqliteCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.Add(
                new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i}"), Value = values[i] }
            );
        return command;
    }

    public void Dispose() => page.Dispose();
}
