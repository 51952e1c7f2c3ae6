using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>Finds the index's pages. A connection's pages are used by one thread at a time.</summary>
sealed class IndexPages : IDisposable
{
    readonly SqliteCommand at,
        after;

    public IndexPages(SqliteConnection connection)
    {
        at = Prepare(
            connection,
            "SELECT hash, below, body FROM index_pages WHERE run=$run AND (hash, below)<=($hash, $below) "
                + "ORDER BY hash DESC, below DESC LIMIT 1"
        );
        after = Prepare(
            connection,
            "SELECT hash, below, body FROM index_pages WHERE run=$run AND (hash, below)>($hash, $below) ORDER BY hash, below LIMIT 1"
        );
    }

    /// <summary>A page: its first posting, and its postings.</summary>
    public readonly record struct Row(uint Hash, long Number, byte[] Body);

    /// <summary>The page that has a posting, if any page has it; null if the run's first page begins behind it.</summary>
    public Row? At(IndexRun run, uint hash, long number) => Read(at, run.Id, hash, number);

    /// <summary>The page behind the one with this first posting; null if there is none.</summary>
    public Row? After(IndexRun run, (uint Hash, long Number) page) => Read(after, run.Id, page.Hash, page.Number);

    static Row? Read(SqliteCommand command, long run, uint hash, long number)
    {
        command.Parameters[0].Value = run;
        command.Parameters[1].Value = (long)hash;
        command.Parameters[2].Value = -number;
        using var row = command.ExecuteReader();
        return row.Read() ? new Row((uint)row.GetInt64(0), -row.GetInt64(1), row.GetFieldValue<byte[]>(2)) : null;
    }

    static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in (ReadOnlySpan<string>)["$run", "$hash", "$below"])
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    public void Dispose()
    {
        at.Dispose();
        after.Dispose();
    }
}
