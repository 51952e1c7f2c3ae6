using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite;

/// <summary>Reads a segment from the columns number, account, first, last, events, lines.</summary>
public static class TrailRows
{
    public static TrailSegment Read(SqliteDataReader row) => ReadHead(row) with { Lines = row.GetFieldValue<byte[]>(5) };

    /// <summary>Reads a segment without its lines.</summary>
    public static TrailSegment ReadHead(SqliteDataReader row) =>
        new(
            row.IsDBNull(0) ? 0 : row.GetInt64(0),
            AccountId.TryParse(row.GetString(1), out var account) ? account : default,
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
            row.GetInt32(4),
            []
        );
}
