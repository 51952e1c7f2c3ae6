using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>
/// The newest directory, and the rule that keeps it together with the database: a change of chunks or runs is committed and published at
/// once, and a reader begins its transaction and takes the directory at once.
/// </summary>
sealed class TrailState(TrailDirectory directory)
{
    readonly Lock publishing = new();

    /// <summary>The newest directory. Only whoever folds changes it.</summary>
    public TrailDirectory Directory { get; private set; } = directory;

    /// <summary>Loads the directory of a database.</summary>
    public static TrailState Load(SqliteConnection connection)
    {
        var chunks = Rows(
            connection,
            "SELECT first, events, position, earliest, latest, size FROM chunks ORDER BY first",
            row => new ChunkInfo(row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5))
        );
        var runs = Rows(
            connection,
            "SELECT run, level, first, last, size FROM index_runs ORDER BY first",
            row => new IndexRun(row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))
        );
        using var next = connection.CreateCommand();
        next.CommandText = "SELECT value FROM trail_state WHERE name='next'";
        return new TrailState(TrailDirectory.Of([.. chunks], runs, next.ExecuteScalar() as long? ?? 1));
    }

    static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
            found.Add(read(rows));
        return found;
    }

    /// <summary>Begins a reading transaction; returns the directory of what it sees.</summary>
    public TrailDirectory Begin(SqliteConnection connection)
    {
        lock (publishing)
        {
            // The first read fixes what the transaction sees.
            Schema.Execute(connection, "BEGIN; SELECT value FROM trail_state LIMIT 1;");
            return Directory;
        }
    }

    /// <summary>Commits a transaction together with the directory that it leads to.</summary>
    public void Commit(SqliteTransaction transaction, TrailDirectory next)
    {
        lock (publishing)
        {
            transaction.Commit();
            Directory = next;
        }
    }
}
