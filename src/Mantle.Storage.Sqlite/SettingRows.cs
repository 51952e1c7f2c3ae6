using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite;

/// <summary>Reads and writes settings.</summary>
public static class SettingRows
{
    /// <summary>The setting; null if it does not exist.</summary>
    public static byte[]? Read(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM settings WHERE name=$name";
        command.Parameters.AddWithValue("$name", name);
        return command.ExecuteScalar() as byte[];
    }

    /// <summary>Writes a setting if it has the expected value, and adds a change log entry. Must run in a transaction.</summary>
    public static bool Write(SqliteConnection connection, string name, byte[]? expected, byte[] value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = expected is null
            ? "INSERT INTO settings VALUES ($name, $value) ON CONFLICT (name) DO NOTHING"
            : "UPDATE settings SET value=$value WHERE name=$name AND value=$expected";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$value", value);
        if (expected is not null)
            command.Parameters.AddWithValue("$expected", expected);
        if (command.ExecuteNonQuery() != 1)
            return false;
        using var log = connection.CreateCommand();
        log.CommandText = "INSERT INTO changes (value_id, version, time, body) VALUES ($id, 0, 0, CAST('[]' AS BLOB))";
        log.Parameters.AddWithValue("$id", ValueId.Setting(name).Text);
        log.ExecuteNonQuery();
        return true;
    }
}
