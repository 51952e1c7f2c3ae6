using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite;

/// <summary>Reads the change log. Writers lock the whole file, so entries become visible in the order of their numbers.</summary>
public static class ChangeRows
{
    /// <summary>The number of the newest entry; 0 if there is none.</summary>
    public static long Newest(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT MAX(seq) FROM changes";
        return command.ExecuteScalar() as long? ?? 0;
    }

    /// <summary>The entries after a number, oldest first.</summary>
    public static List<ChangeRecord> After(SqliteConnection connection, long after, int limit)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq, value_id, version, time, body FROM changes WHERE seq>$after ORDER BY seq LIMIT $limit";
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$limit", limit);
        using var rows = command.ExecuteReader();
        var changes = new List<ChangeRecord>();
        while (rows.Read())
            changes.Add(
                new ChangeRecord(
                    rows.GetInt64(0),
                    new ValueId(rows.GetString(1)),
                    rows.GetInt64(2),
                    DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(3)),
                    rows.GetFieldValue<byte[]>(4)
                )
            );
        return changes;
    }
}
