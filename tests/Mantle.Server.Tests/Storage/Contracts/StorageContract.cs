using Mantle.Core.Accounts;
using Mantle.Core.Entities;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>The base of the storage contracts' suites. A backend runs each of them (docs/storage.md).</summary>
public abstract class StorageContract(StorageBackend backend) : IAsyncLifetime
{
    internal static readonly AccountId AccountId = AccountId.Parse("111122223333"),
        OtherAccountId = AccountId.Parse("444455556666");

    internal static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static readonly EntityTypes Types = Installation.StoredTypes();

    internal static readonly ValueId Id = ValueId.Account(AccountId),
        OtherId = ValueId.Account(OtherAccountId);

    internal StorageBackend Backend => backend;

    internal IStore Store { get; private set; } = null!;

    public virtual ValueTask InitializeAsync()
    {
        Store = backend.OpenStore();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
        backend.Dispose();
    }

    internal async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = backend.OpenStore();
    }

    internal async Task<StoredValue> Load() => (await Store.LoadAsync(Id, TestContext.Current.CancellationToken))!;

    internal static Commit Put(long version, Entity entity, AuditRecord? record = null, params SecretChange[] secrets) =>
        new(Time, [new ValueWrite(Id, version, [EntityChange.Put(entity)], secrets)], record);

    internal static Commit Put(long version, Entity[] entities) =>
        new(Time, [new ValueWrite(Id, version, [.. entities.Select(EntityChange.Put)], [])], null);

    internal static AuditRecord Event(string text) => new(AccountId, Time, System.Text.Encoding.UTF8.GetBytes(text));

    internal static User NewUser(string name) =>
        new()
        {
            Name = name,
            Path = "/",
            Id = "AIDA" + name,
            Arn = Arn.Parse($"arn:aws:iam::{AccountId}:user/{name}"),
            CreateDate = Time,
        };
}
