using Mantle.Server.Tests.Storage.Contracts;

namespace Mantle.Server.Tests.Storage;

/// <summary>SQLite keeps every storage contract.</summary>
public static class SqliteContracts
{
    public sealed class Values() : ValuesContract(new SqliteBackend());

    public sealed class Names() : NamesContract(new SqliteBackend());

    public sealed class ChangeLog() : ChangeLogContract(new SqliteBackend());

    public sealed class Counters() : CountersContract(new SqliteBackend());

    public sealed class Settings() : SettingsContract(new SqliteBackend());

    public sealed class Outbox() : OutboxContract(new SqliteBackend());

    public sealed class Leases() : LeasesContract(new SqliteBackend());

    public sealed class Trail() : TrailContract(new SqliteBackend());

    public sealed class TrailInChunks() : TrailContract(new SqliteBackend(folds: true));

    public sealed class Denials() : DenialsContract(new SqliteBackend());

    public sealed class Reports() : ReportsContract(new SqliteBackend());
}
