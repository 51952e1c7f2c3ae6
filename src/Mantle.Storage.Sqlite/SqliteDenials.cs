using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite;

/// <summary>
/// Denied calls in a SQLite file of their own: a storm of denials neither grows nor locks other data. Its writes are not flushed one by
/// one.
/// </summary>
public sealed class SqliteDenials : IDenials
{
    /// <summary>How far a text's moment of last use may lag behind, in milliseconds: it is not written with every denied call.</summary>
    const long TextLag = 3_600_000;

    readonly SqliteConnection connection;
    readonly Lock use = new();

    SqliteDenials(SqliteConnection connection) => this.connection = connection;

    /// <summary>Opens or creates the database.</summary>
    /// <exception cref="StoreException">The file cannot be used.</exception>
    public static SqliteDenials Open(string file)
    {
        var connection = Schema.Denials.Open(file);
        Schema.Execute(connection, "PRAGMA synchronous=NORMAL; PRAGMA secure_delete=OFF;");
        return new SqliteDenials(connection);
    }

    public Task AppendAsync(IReadOnlyList<StoredDenial> denials)
    {
        lock (use)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using var call = Command("INSERT INTO calls (account_id, time, body) VALUES ($account, $time, $body) RETURNING number");
            using var id = Command("INSERT OR REPLACE INTO ids VALUES ($id, $call)");
            using var text = Command(
                "INSERT INTO texts VALUES ($hash, $time, $body) ON CONFLICT (hash) DO UPDATE SET time=excluded.time "
                    + "WHERE excluded.time>texts.time+$lag"
            );
            foreach (var denial in denials)
            {
                var time = denial.Time.ToUnixTimeMilliseconds();
                Set(call, ("$account", denial.AccountId.ToString()), ("$time", time), ("$body", denial.Body));
                var number = (long)call.ExecuteScalar()!;
                foreach (var each in denial.Ids)
                {
                    Set(id, ("$id", each), ("$call", number));
                    id.ExecuteNonQuery();
                }
                foreach (var (hash, body) in denial.Texts)
                {
                    Set(text, ("$hash", hash), ("$time", time), ("$body", body), ("$lag", TextLag));
                    text.ExecuteNonQuery();
                }
            }
            transaction.Commit();
            return Task.CompletedTask;
        }
    }

    public ValueTask<StoredDenial?> FindAsync(string id)
    {
        lock (use)
            return new(
                Read("SELECT account_id, time, body FROM calls JOIN ids ON ids.call=calls.number WHERE ids.id=$id", ("$id", id))
                    .FirstOrDefault()
            );
    }

    public ValueTask<IReadOnlyList<StoredDenial>> LatestAsync(AccountId accountId, int limit)
    {
        lock (use)
            return new(
                Read(
                    "SELECT account_id, time, body FROM calls WHERE account_id=$account ORDER BY number DESC LIMIT $limit",
                    ("$account", accountId.ToString()),
                    ("$limit", limit)
                )
            );
    }

    public ValueTask<IReadOnlyDictionary<string, byte[]>> TextsAsync(IEnumerable<string> hashes)
    {
        lock (use)
        {
            var texts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            using var command = Command("SELECT body FROM texts WHERE hash=$hash");
            foreach (var hash in hashes)
            {
                Set(command, ("$hash", hash));
                if (command.ExecuteScalar() is byte[] body)
                    texts[hash] = body;
            }
            return new(texts);
        }
    }

    public Task SweepAsync(DateTimeOffset before, int perAccount, int total)
    {
        lock (use)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using var command = Command(
                """
                DELETE FROM calls WHERE time<$before;
                DELETE FROM calls WHERE number IN (
                    SELECT number FROM (SELECT number, row_number() OVER (PARTITION BY account_id ORDER BY number DESC) AS place FROM calls)
                    WHERE place>$perAccount);
                DELETE FROM calls WHERE number<=(SELECT number FROM calls ORDER BY number DESC LIMIT 1 OFFSET $total);
                DELETE FROM ids WHERE call NOT IN (SELECT number FROM calls);
                DELETE FROM texts WHERE time<(SELECT coalesce(min(time), $before) FROM calls)-$lag;
                """
            );
            Set(command, ("$before", before.ToUnixTimeMilliseconds()), ("$perAccount", perAccount), ("$total", total), ("$lag", TextLag));
            command.ExecuteNonQuery();
            transaction.Commit();
            return Task.CompletedTask;
        }
    }

    List<StoredDenial> Read(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(sql);
        Set(command, parameters);
        using var rows = command.ExecuteReader();
        var found = new List<StoredDenial>();
        while (rows.Read())
            found.Add(
                new StoredDenial(
                    AccountId.Parse(rows.GetString(0)),
                    DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1)),
                    [],
                    rows.GetFieldValue<byte[]>(2),
                    new Dictionary<string, byte[]>()
                )
            );
        return found;
    }

    SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    static void Set(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        command.Parameters.Clear();
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
    }

    public ValueTask DisposeAsync()
    {
        lock (use)
            connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
