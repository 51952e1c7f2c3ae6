using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite;

/// <summary>The prepared statements of commits.</summary>
public sealed class CommitStatements(SqliteConnection connection, EntityTypes types) : IDisposable
{
    readonly SqliteCommand begin = Prepare(connection, "BEGIN IMMEDIATE", 0),
        commit = Prepare(connection, "COMMIT", 0),
        rollback = Prepare(connection, "ROLLBACK", 0),
        version = Prepare(connection, "SELECT version FROM value_versions WHERE value_id=$0", 1),
        advance = Prepare(
            connection,
            "INSERT INTO value_versions VALUES ($0, $1) ON CONFLICT (value_id) DO UPDATE SET version=excluded.version",
            2
        ),
        put = Prepare(
            connection,
            "INSERT INTO entities VALUES ($0, $1, $2, $3) ON CONFLICT (value_id, kind, key) DO UPDATE SET key=excluded.key, "
                + "body=excluded.body",
            4
        ),
        remove = Prepare(connection, "DELETE FROM entities WHERE value_id=$0 AND kind=$1 AND key=$2", 3),
        keep = Prepare(
            connection,
            "INSERT INTO secrets VALUES ($0, $1, $2) ON CONFLICT (value_id, secret_id) DO UPDATE SET sealed=excluded.sealed",
            3
        ),
        forget = Prepare(connection, "DELETE FROM secrets WHERE value_id=$0 AND secret_id=$1", 2),
        owner = Prepare(connection, NameRows.FindOwner, 2),
        claim = Prepare(connection, "INSERT INTO names VALUES ($0, $1, $2) ON CONFLICT DO NOTHING", 3),
        release = Prepare(connection, "DELETE FROM names WHERE kind=$0 AND name=$1", 2),
        log = Prepare(connection, "INSERT INTO changes (value_id, version, time, body) VALUES ($0, $1, $2, $3)", 4),
        outbox = Prepare(connection, "INSERT INTO outbox (account_id, first, last, events, lines) VALUES ($0, $1, $2, $3, $4)", 5);

    /// <summary>Runs <paramref name="work"/> in a transaction. It is durable when this returns, and rolled back if it throws.</summary>
    public void InTransaction(Action work)
    {
        begin.ExecuteNonQuery();
        try
        {
            work();
            commit.ExecuteNonQuery();
        }
        catch
        {
            // SQLite has already rolled back after some errors (disk full, I/O); a second rollback would hide the first error.
            if (!SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!).Equals(1))
                rollback.ExecuteNonQuery();
            throw;
        }
    }

    /// <summary>
    /// Writes a commit. Writes nothing and returns false if a value has another version, a claimed name has an owner, or a released name
    /// does not belong to the account.
    /// </summary>
    public bool Write(Commit change)
    {
        foreach (var write in change.Writes)
            if ((long)(Bind(version, write.Id.Text).ExecuteScalar() ?? 0L) != write.ExpectedVersion)
                return false;
        if (!CanHave(change.Names))
            return false;
        Write(change.Names, change.Time);

        foreach (var write in change.Writes)
        {
            Bind(advance, write.Id.Text, write.ExpectedVersion + 1).ExecuteNonQuery();
            foreach (var item in write.Changes)
                if (item.Entity is { } entity)
                    Bind(put, write.Id.Text, (int)item.Type.Number, item.Key, types.Serialize(entity)).ExecuteNonQuery();
                else
                    Bind(remove, write.Id.Text, (int)item.Type.Number, item.Key).ExecuteNonQuery();
            foreach (var secret in write.Secrets)
                if (secret.Sealed is { } body)
                    Bind(keep, write.Id.Text, secret.Id, body).ExecuteNonQuery();
                else
                    Bind(forget, write.Id.Text, secret.Id).ExecuteNonQuery();
            Log(write.Id, write.ExpectedVersion + 1, change.Time, ChangeLogFormat.Write(types, write.Changes));
        }
        return true;
    }

    /// <summary>
    /// Whether every claimed name is free, or released by the same commit, and every released name belongs to the account.
    /// </summary>
    bool CanHave(IReadOnlyList<NameChange> names)
    {
        foreach (var name in names)
        {
            var found = Bind(owner, name.Kind, name.Name).ExecuteScalar() as string;
            if (
                name.IsClaim
                    ? found is not null && !names.Any(other => !other.IsClaim && (other.Kind, other.Name) == (name.Kind, name.Name))
                    : found != name.AccountId
            )
                return false;
        }
        return true;
    }

    void Write(IReadOnlyList<NameChange> names, DateTimeOffset time)
    {
        if (names.Count == 0)
            return;
        foreach (var name in names)
            if (name.IsClaim)
                Bind(claim, name.Kind, name.Name, name.AccountId.ToString()).ExecuteNonQuery();
            else
                Bind(release, name.Kind, name.Name).ExecuteNonQuery();
        Log(ValueId.Names, 0, time, NameLogFormat.Write(names));
    }

    void Log(ValueId id, long version, DateTimeOffset time, byte[] body) =>
        Bind(log, id.Text, version, time.ToUnixTimeMilliseconds(), body).ExecuteNonQuery();

    public void Outbox(List<TrailSegment> segments)
    {
        foreach (var segment in segments)
            Bind(
                    outbox,
                    segment.AccountId.ToString(),
                    segment.First.ToUnixTimeMilliseconds(),
                    segment.Last.ToUnixTimeMilliseconds(),
                    segment.Count,
                    segment.Lines
                )
                .ExecuteNonQuery();
    }

    static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i}") });
        return command;
    }

    static SqliteCommand Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }

    public void Dispose()
    {
        foreach (
            var command in (ReadOnlySpan<SqliteCommand>)
                [begin, commit, rollback, version, advance, put, remove, keep, forget, owner, claim, release, log, outbox]
        )
            command.Dispose();
    }
}
