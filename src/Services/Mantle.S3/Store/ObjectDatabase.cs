using Mantle.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Mantle.S3.Store;

/// <summary>A connection to the object database with its prepared statements; used by one thread at a time.</summary>
sealed class ObjectDatabase(string file) : IDisposable
{
    /// <summary>
    /// Keys are blobs: they are compared byte by byte, as S3's listings are sorted, and may contain any character. <c>arrivals</c> are
    /// files that rows refer to but that may not have been moved to their place. <c>garbage</c> are files that no row refers to any more
    /// but that may not have been deleted. <c>objects</c> has the current version of every key that has one, so that a listing reads
    /// nothing else; noncurrent versions and all delete markers are in <c>versions</c>, those of a key from the newest (the smallest
    /// <c>place</c>) to the oldest. A version without an id is the version <c>null</c>. A file without a <c>data_key</c> was written before
    /// Mantle encrypted data, and is read as it is.
    /// </summary>
    static readonly Schema Schema = new(
        """
        CREATE TABLE objects (
            bucket INTEGER NOT NULL, key BLOB NOT NULL, blob TEXT, upload TEXT, size INTEGER NOT NULL, etag TEXT NOT NULL,
            modified INTEGER NOT NULL, checksum_algorithm TEXT, checksum_type TEXT, checksum TEXT, attributes BLOB NOT NULL,
            PRIMARY KEY (bucket, key)) STRICT, WITHOUT ROWID;
        CREATE TABLE uploads (
            bucket INTEGER NOT NULL, key BLOB NOT NULL, id TEXT NOT NULL UNIQUE, initiated INTEGER NOT NULL, initiator TEXT NOT NULL,
            checksum_algorithm TEXT, checksum_type TEXT, attributes BLOB NOT NULL,
            PRIMARY KEY (bucket, key, id)) STRICT, WITHOUT ROWID;
        CREATE TABLE parts (
            upload TEXT NOT NULL, number INTEGER NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
            modified INTEGER NOT NULL, checksum_algorithm TEXT, checksum TEXT,
            PRIMARY KEY (upload, number)) STRICT, WITHOUT ROWID;
        CREATE TABLE arrivals (blob TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TABLE garbage (blob TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE objects ADD COLUMN version TEXT;
        CREATE TABLE versions (
            bucket INTEGER NOT NULL, key BLOB NOT NULL, place INTEGER NOT NULL, blob TEXT, upload TEXT, size INTEGER NOT NULL,
            etag TEXT NOT NULL,
            modified INTEGER NOT NULL, checksum_algorithm TEXT, checksum_type TEXT, checksum TEXT, attributes BLOB NOT NULL, version TEXT,
            marker INTEGER NOT NULL, replaced INTEGER NOT NULL,
            PRIMARY KEY (bucket, key, place)) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE objects ADD COLUMN data_key BLOB;
        ALTER TABLE versions ADD COLUMN data_key BLOB;
        ALTER TABLE parts ADD COLUMN data_key BLOB;
        """
    );

    readonly SqliteConnection connection = Schema.Open(file);
    readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    /// <summary>Runs a statement; parameters are <c>$1</c>, <c>$2</c>, …</summary>
    /// <returns>The number of rows written.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Runs a query. Close the rows before the same statement runs again.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteReader();

    public bool Any(string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = Query(sql, values);
        return rows.Read();
    }

    SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
                command.Parameters.Add(new SqliteParameter($"${i}", null));
            commands.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
            command.Dispose();
        connection.Dispose();
    }
}
