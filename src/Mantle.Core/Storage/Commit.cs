namespace Mantle.Core.Storage;

/// <summary>The writes of one call, all or nothing: changes of values and names, and the audit event.</summary>
public sealed record Commit(DateTimeOffset Time, IReadOnlyList<ValueWrite> Writes, AuditRecord? Event)
{
    /// <summary>Names to release and then to claim, in this order.</summary>
    public IReadOnlyList<NameChange> Names { get; init; } = [];
}

/// <summary>The changes of one value. They apply only if the value is at <paramref name="ExpectedVersion"/> (compare-and-swap).</summary>
public sealed record ValueWrite(ValueId Id, long ExpectedVersion, IReadOnlyList<EntityChange> Changes, IReadOnlyList<SecretChange> Secrets);

/// <summary>A sealed secret that is stored, or removed if it is null. The change log contains the ids of secrets only.</summary>
public readonly record struct SecretChange(string Id, byte[]? Sealed);

/// <summary>A value as the store loaded it.</summary>
public sealed record StoredValue(long Version, IReadOnlyList<Entity> Entities, IReadOnlyList<SecretChange> Secrets);
