using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite;

/// <summary>
/// Leases as rows of the store's database. SQLite has no clock, but all processes that use the file are on one machine, so its clock
/// decides. A row stays after its lease ends, so that fencing tokens keep growing.
/// </summary>
public sealed class SqliteLeases : ILeases
{
    readonly SqliteConnection connection;
    readonly TimeProvider time;
    readonly Lock use = new();

    SqliteLeases(SqliteConnection connection, TimeProvider time) => (this.connection, this.time) = (connection, time);

    /// <summary>Opens the leases of an existing store.</summary>
    /// <exception cref="StoreException">The file cannot be used.</exception>
    public static SqliteLeases Open(string file, TimeProvider time) => new(Schema.Store.Open(file, migrate: false), time);

    public Task<Lease?> TryTakeAsync(string name, string holder, TimeSpan duration)
    {
        lock (use)
        {
            using var command = Command(
                "INSERT INTO leases VALUES ($name, $holder, 1, $until) ON CONFLICT (name) DO UPDATE SET holder=excluded.holder, "
                    + "fence=leases.fence+1, until=excluded.until WHERE leases.until<=$now RETURNING fence",
                name,
                duration
            );
            command.Parameters.AddWithValue("$holder", holder);
            return Task.FromResult(command.ExecuteScalar() is long fence ? new Lease(name, holder, fence) : null);
        }
    }

    public Task<bool> RenewAsync(Lease lease, TimeSpan duration)
    {
        lock (use)
        {
            using var command = Command(
                "UPDATE leases SET until=$until WHERE name=$name AND fence=$fence AND until>$now",
                lease.Name,
                duration
            );
            command.Parameters.AddWithValue("$fence", lease.Fence);
            return Task.FromResult(command.ExecuteNonQuery() == 1);
        }
    }

    public Task ReleaseAsync(Lease lease)
    {
        lock (use)
        {
            using var command = Command(
                "UPDATE leases SET until=$now WHERE name=$name AND fence=$fence AND until>$now",
                lease.Name,
                default
            );
            command.Parameters.AddWithValue("$fence", lease.Fence);
            command.ExecuteNonQuery();
            return Task.CompletedTask;
        }
    }

    SqliteCommand Command(string sql, string name, TimeSpan duration)
    {
        var now = time.GetUtcNow();
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$until", (now + duration).ToUnixTimeMilliseconds());
        return command;
    }

    public ValueTask DisposeAsync()
    {
        lock (use)
            connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
