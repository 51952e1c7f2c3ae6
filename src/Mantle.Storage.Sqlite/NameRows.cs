using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite;

/// <summary>Reads names. Their column compares bytes, the order that the contract requires.</summary>
public static class NameRows
{
    /// <summary>The statement that finds an owner.</summary>
    public const string FindOwner = "SELECT account_id FROM names WHERE kind=$0 AND name=$1";

    /// <summary>The account that owns a name; null if nobody owns it.</summary>
    public static AccountId? Find(SqliteConnection connection, string kind, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = FindOwner;
        command.Parameters.AddWithValue("$0", kind);
        command.Parameters.AddWithValue("$1", name);
        return command.ExecuteScalar() is string owner ? AccountId.Parse(owner) : null;
    }

    /// <summary>The names of a kind after a name.</summary>
    public static List<OwnedName> After(SqliteConnection connection, string kind, string after, int limit)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, account_id FROM names WHERE kind=$kind AND name>$after ORDER BY name LIMIT $limit";
        command.Parameters.AddWithValue("$kind", kind);
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$limit", limit);
        using var rows = command.ExecuteReader();
        var names = new List<OwnedName>();
        while (rows.Read())
            names.Add(new OwnedName(rows.GetString(0), AccountId.Parse(rows.GetString(1))));
        return names;
    }
}
