using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>The numbers of the index's runs.</summary>
static class RunRows
{
    /// <summary>A number that no run has, nor any page that an interrupted merge left.</summary>
    public static long NextId(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "SELECT 1+max(coalesce((SELECT max(run) FROM index_runs), 0), coalesce((SELECT max(run) FROM index_pages), 0))";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The runs that pages belong to.</summary>
    public static List<long> OfPages(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT min(run) FROM index_pages WHERE run>$after";
        var after = command.Parameters.AddWithValue("$after", 0L);
        var runs = new List<long>();
        while (command.ExecuteScalar() is long run)
        {
            runs.Add(run);
            after.Value = run;
        }
        return runs;
    }
}
