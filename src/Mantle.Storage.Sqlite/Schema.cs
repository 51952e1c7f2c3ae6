using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite;

/// <summary>Numbered, forward-only migrations. An older database is migrated; one from a newer Mantle is refused.</summary>
public sealed class Schema(params string[] migrations)
{
    /// <summary>The migrations in order. A database stores how many of them it has.</summary>
    public IReadOnlyList<string> Migrations => migrations;

    public static readonly Schema Store = new(
        """
        CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE value_versions (value_id TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE entities (
            value_id TEXT NOT NULL, kind INTEGER NOT NULL, key TEXT NOT NULL COLLATE NOCASE, body BLOB NOT NULL,
            PRIMARY KEY (value_id, kind, key)) STRICT, WITHOUT ROWID;
        CREATE TABLE secrets (
            value_id TEXT NOT NULL, secret_id TEXT NOT NULL, sealed BLOB NOT NULL,
            PRIMARY KEY (value_id, secret_id)) STRICT, WITHOUT ROWID;
        CREATE TABLE changes (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, value_id TEXT NOT NULL, version INTEGER NOT NULL, time INTEGER NOT NULL,
            body BLOB NOT NULL) STRICT;
        CREATE INDEX changes_of_value ON changes (value_id, version);
        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            events INTEGER NOT NULL, lines BLOB NOT NULL) STRICT;
        CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """,
        // An account's Block Public Access used to be part of its settings (kind 40).
        """
        INSERT INTO entities
            SELECT value_id, 10, 'public-access', CAST(json_object('blocked', json_extract(CAST(body AS TEXT), '$.publicAccess')) AS BLOB)
            FROM entities WHERE kind=40 AND json_extract(CAST(body AS TEXT), '$.publicAccess') IS NOT NULL;
        """,
        NamesMigration.Sql,
        """
        CREATE TABLE leases (
            name TEXT PRIMARY KEY, holder TEXT NOT NULL, fence INTEGER NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """
    );

    public static readonly Schema Trail = new(
        """
        CREATE TABLE segments (
            position INTEGER PRIMARY KEY AUTOINCREMENT, outbox INTEGER UNIQUE, account_id TEXT NOT NULL, first INTEGER NOT NULL,
            last INTEGER NOT NULL, events INTEGER NOT NULL, lines BLOB NOT NULL) STRICT;
        CREATE INDEX segments_of_account ON segments (account_id, position);
        CREATE TABLE last_used (
            id TEXT PRIMARY KEY, time INTEGER NOT NULL, service TEXT NOT NULL, region TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE last_used RENAME TO last_used_of_ids;
        CREATE TABLE last_used (
            id TEXT NOT NULL, action TEXT NOT NULL, time INTEGER NOT NULL, service TEXT NOT NULL, region TEXT NOT NULL,
            PRIMARY KEY (id, action)) STRICT, WITHOUT ROWID;
        INSERT INTO last_used SELECT id, '', time, service, region FROM last_used_of_ids;
        DROP TABLE last_used_of_ids;
        CREATE TABLE reports (
            account_id TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, time INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (account_id, kind, id)) STRICT;
        """,
        // docs/decisions/0010-an-index-in-runs.md
        """
        CREATE TABLE chunks (
            first INTEGER PRIMARY KEY, events INTEGER NOT NULL, position INTEGER NOT NULL, earliest INTEGER NOT NULL,
            latest INTEGER NOT NULL, size INTEGER NOT NULL) STRICT;
        CREATE TABLE chunk_bodies (first INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
        CREATE TABLE index_runs (
            run INTEGER PRIMARY KEY, level INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            size INTEGER NOT NULL) STRICT;
        CREATE TABLE index_pages (
            run INTEGER NOT NULL, hash INTEGER NOT NULL, below INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (run, hash, below)) STRICT, WITHOUT ROWID;
        CREATE TABLE trail_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """
    );

    public static readonly Schema Denials = new(
        """
        CREATE TABLE calls (
            number INTEGER PRIMARY KEY AUTOINCREMENT, account_id TEXT NOT NULL, time INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX calls_of_account ON calls (account_id, number);
        CREATE INDEX calls_by_time ON calls (time);
        CREATE TABLE ids (id TEXT PRIMARY KEY, call INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX ids_of_call ON ids (call);
        CREATE TABLE texts (hash TEXT PRIMARY KEY, time INTEGER NOT NULL, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
        """
    );

    /// <summary>Opens a database file, creating or migrating it.</summary>
    /// <exception cref="StoreException">The file is not a Mantle database, is damaged, is from a newer Mantle, or is not
    /// writable.</exception>
    public SqliteConnection Open(string file, bool migrate = true)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(
                connection,
                "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA "
                    + "wal_autocheckpoint=4000; PRAGMA mmap_size=268435456; PRAGMA busy_timeout=5000; PRAGMA temp_store=MEMORY;"
            );
            if (migrate)
                Check(connection, file);
            Migrate(connection, file, migrate);
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw new UnreadableStoreException(
                error.SqliteErrorCode is 11 or 26
                    ? $"The database {file} is damaged: {error.Message} Restore it from a copy, or start with another data folder."
                    : $"The database {file} cannot be used: {error.Message}",
                error
            );
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void Check(SqliteConnection connection, string file)
    {
        // A full check reads every page; above this size it would dominate start-up, and SQLite reports damage on access.
        const long CheckedSize = 32 << 20;
        if (new FileInfo(file).Length > CheckedSize)
            return;
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() as string is not "ok" and var problem)
            throw new UnreadableStoreException(
                $"The database {file} is damaged ({problem}). Restore it from a copy, or start with another data folder."
            );
    }

    void Migrate(SqliteConnection connection, string file, bool migrate)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (version > migrations.Length)
            throw new StoreException(
                $"The database {file} was written by a newer Mantle (schema {version}, this one knows {migrations.Length}). "
                    + $"Start it with that version."
            );
        if (version < migrations.Length && !migrate)
            throw new StoreException($"The database {file} was written by an older Mantle. Start this version's server on it first.");
        for (; version < migrations.Length; version++)
            Execute(connection, $"BEGIN IMMEDIATE; {migrations[version]} PRAGMA user_version={version + 1}; COMMIT;");
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
