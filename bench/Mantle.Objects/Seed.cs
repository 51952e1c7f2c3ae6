using Microsoft.Data.Sqlite;

namespace Mantle.Objects;

/// <summary>Fills the large bucket while its server is stopped.</summary>
static class Seed
{
    /// <summary>
    /// Copies the row of the key <c>first</c> to keys in folders of a thousand. Columns are not named, so that it serves every version of
    /// the store.
    /// </summary>
    public static void CopyRow(string file, int copies)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TEMP TABLE row AS SELECT * FROM objects WHERE key = CAST('first' AS BLOB);
            CREATE TEMP TABLE keys AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $copies)
                SELECT CAST(printf('folder-%04d/key-%03d', i / 1000, i % 1000) AS BLOB) AS key FROM n;
            """;
        command.Parameters.AddWithValue("$copies", copies);
        command.ExecuteNonQuery();
        command.CommandText =
            "SELECT group_concat(CASE name WHEN 'key' THEN 'keys.key' ELSE 'row.' || name END) "
            + "FROM pragma_table_info('objects') ORDER BY cid";
        var columns = (string)command.ExecuteScalar()!;
        command.CommandText = $"INSERT INTO objects SELECT {columns} FROM keys, row";
        command.ExecuteNonQuery();
    }
}
