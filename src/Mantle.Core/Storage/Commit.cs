namespace Mantle.Core.Storage;

/// <summary>What one call writes: changes of one or more values, names, and its audit event, all or nothing.</summary>
public sealed record Commit(DateTimeOffset Time, IReadOnlyList<ValueWrite> Writes, AuditRecord? Event)
{
    /// <summary>Names that are released and claimed, in this order.</summary>
    public IReadOnlyList<NameChange> Names { get; init; } = [];
}

/// <summary>The changes of one value, valid only while the value is at <paramref name="ExpectedVersion"/> (compare-and-swap).</summary>
public sealed record ValueWrite(ValueId Id, long ExpectedVersion, IReadOnlyList<EntityChange> Changes, IReadOnlyList<SecretChange> Secrets);

/// <summary>A secret stored (sealed) or removed (null). The change log refers to secrets by id and never holds them.</summary>
public readonly record struct SecretChange(string Id, byte[]? Sealed);

/// <summary>A value as it was loaded.</summary>
public sealed record StoredValue(long Version, IReadOnlyList<Entity> Entities, IReadOnlyList<SecretChange> Secrets);
