using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite;

/// <summary>
/// The embedded store: one SQLite file in WAL mode, flushed at every commit (<c>synchronous=FULL</c>).
/// One connection writes, one reads, one empties the outbox; each is used by one thread at a time. Events contain no secrets, so the
/// third one does not overwrite deleted content.
/// </summary>
public sealed class SqliteStore : IStore
{
    readonly SqliteConnection writer,
        reader,
        outbox;
    readonly Lock writing = new(),
        reading = new(),
        emptying = new();
    readonly CommitStatements statements;

    readonly EntityRows entityRows;

    SqliteStore(EntityTypes types, bool isShared, SqliteConnection writer, SqliteConnection reader, SqliteConnection outbox)
    {
        IsShared = isShared;
        entityRows = new EntityRows(types);
        this.outbox = outbox;
        Schema.Execute(outbox, "PRAGMA secure_delete=OFF");
        this.writer = writer;
        this.reader = reader;
        statements = new CommitStatements(writer, types);
    }

    /// <summary>Opens or creates the database.</summary>
    /// <exception cref="StoreException">The file cannot be used.</exception>
    public static SqliteStore Open(string file, EntityTypes types) =>
        new(types, isShared: false, Schema.Store.Open(file), Schema.Store.Open(file), Schema.Store.Open(file));

    /// <summary>Opens an existing database that a server may be using. It is not migrated.</summary>
    /// <exception cref="StoreException">The file cannot be used.</exception>
    public static SqliteStore OpenShared(string file, EntityTypes types) =>
        new(
            types,
            isShared: true,
            Schema.Store.Open(file, migrate: false),
            Schema.Store.Open(file, migrate: false),
            Schema.Store.Open(file, migrate: false)
        );

    public bool IsShared { get; }

    public Task<StoredValue?> LoadAsync(ValueId id, CancellationToken cancellation) =>
        Task.Run(
            () =>
            {
                lock (reading)
                {
                    // One read transaction, so that version, entities and secrets belong to the same commit.
                    using var transaction = reader.BeginTransaction(deferred: true);
                    using var version = Command("SELECT version FROM value_versions WHERE value_id=$id", id);
                    if (version.ExecuteScalar() is not long found)
                        return null;

                    List<Entity> entities;
                    using (var command = Command("SELECT kind, body FROM entities WHERE value_id=$id", id))
                    using (var rows = command.ExecuteReader())
                        entities = entityRows.Read(rows);

                    var secrets = new List<SecretChange>();
                    using (var command = Command("SELECT secret_id, sealed FROM secrets WHERE value_id=$id", id))
                    using (var rows = command.ExecuteReader())
                        while (rows.Read())
                            secrets.Add(new SecretChange(rows.GetString(0), rows.GetFieldValue<byte[]>(1)));
                    return new StoredValue(found, entities, secrets);
                }

                SqliteCommand Command(string sql, ValueId id)
                {
                    var command = reader.CreateCommand();
                    command.CommandText = sql;
                    command.Parameters.AddWithValue("$id", id.Text);
                    return command;
                }
            },
            cancellation
        );

    public Task<bool> ExistsAsync(ValueId id)
    {
        lock (reading)
        {
            using var command = reader.CreateCommand();
            command.CommandText = "SELECT 1 FROM value_versions WHERE value_id=$id";
            command.Parameters.AddWithValue("$id", id.Text);
            return Task.FromResult(command.ExecuteScalar() is not null);
        }
    }

    public Task<AccountId?> FindOwnerAsync(string kind, string name)
    {
        lock (reading)
            return Task.FromResult(NameRows.Find(reader, kind, name));
    }

    public Task<IReadOnlyList<OwnedName>> NamesAsync(string kind, string after, int limit)
    {
        lock (reading)
            return Task.FromResult<IReadOnlyList<OwnedName>>(NameRows.After(reader, kind, after, limit));
    }

    public Task<bool[]> CommitAsync(IReadOnlyList<Commit> commits)
    {
        lock (writing)
        {
            var outcome = new bool[commits.Count];
            statements.InTransaction(() =>
            {
                for (var i = 0; i < commits.Count; i++)
                    outcome[i] = statements.Write(commits[i]);
                statements.Outbox(
                    TrailSegment.Gather(
                        commits.Where((commit, i) => outcome[i] && commit.Event is not null).Select(commit => commit.Event!)
                    )
                );
            });
            return Task.FromResult(outcome);
        }
    }

    public Task<long> NewestChangeAsync()
    {
        lock (reading)
            return Task.FromResult(ChangeRows.Newest(reader));
    }

    public Task<IReadOnlyList<ChangeRecord>> ChangesAsync(long after, int limit, CancellationToken cancellation)
    {
        lock (reading)
            return Task.FromResult<IReadOnlyList<ChangeRecord>>(ChangeRows.After(reader, after, limit));
    }

    public Task<bool> AdvanceAsync(string counter, long value)
    {
        lock (writing)
        {
            using var command = writer.CreateCommand();
            command.CommandText =
                "INSERT INTO counters VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value=excluded.value WHERE "
                + "excluded.value>counters.value";
            command.Parameters.AddWithValue("$name", counter);
            command.Parameters.AddWithValue("$value", value);
            return Task.FromResult(command.ExecuteNonQuery() == 1);
        }
    }

    public Task<IReadOnlyList<TrailSegment>> OutboxAsync(long after, int limit)
    {
        lock (emptying)
        {
            using var command = outbox.CreateCommand();
            command.CommandText =
                "SELECT seq, account_id, first, last, events, lines FROM outbox WHERE seq>$after ORDER BY seq LIMIT $limit";
            command.Parameters.AddWithValue("$after", after);
            command.Parameters.AddWithValue("$limit", limit);
            using var rows = command.ExecuteReader();
            var segments = new List<TrailSegment>();
            while (rows.Read())
                segments.Add(TrailRows.Read(rows));
            return Task.FromResult<IReadOnlyList<TrailSegment>>(segments);
        }
    }

    public Task TakenAsync(long upTo)
    {
        lock (writing)
            lock (emptying)
            {
                using var command = outbox.CreateCommand();
                command.CommandText = "DELETE FROM outbox WHERE seq<=$upTo";
                command.Parameters.AddWithValue("$upTo", upTo);
                command.ExecuteNonQuery();
                return Task.CompletedTask;
            }
    }

    public Task<byte[]?> ReadSettingAsync(string name)
    {
        lock (reading)
            return Task.FromResult(SettingRows.Read(reader, name));
    }

    public Task<bool> WriteSettingAsync(string name, byte[]? expected, byte[] value)
    {
        lock (writing)
        {
            var isWritten = false;
            statements.InTransaction(() => isWritten = SettingRows.Write(writer, name, expected, value));
            return Task.FromResult(isWritten);
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (writing)
            lock (reading)
            {
                statements.Dispose();
                reader.Dispose();
                outbox.Dispose();
                writer.Dispose();
            }
        return ValueTask.CompletedTask;
    }
}
