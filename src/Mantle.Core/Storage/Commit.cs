namespace Mantle.Core.Storage;

/// <summary>What one call writes: changes of one or more values, and its audit event, all or nothing.</summary>
public sealed record Commit(DateTimeOffset Time, IReadOnlyList<ValueWrite> Writes, AuditRecord? Event);

/// <summary>The changes of one value, valid only while the value is at <paramref name="ExpectedVersion"/> (compare-and-swap).</summary>
public sealed record ValueWrite(ValueId Id, long ExpectedVersion, IReadOnlyList<EntityChange> Changes, IReadOnlyList<SecretChange> Secrets);

/// <summary>A secret stored (sealed) or removed (null). The change log refers to secrets by id and never holds them.</summary>
public readonly record struct SecretChange(string Id, byte[]? Sealed);

/// <summary>A value as it was loaded.</summary>
public sealed record StoredValue(long Version, IReadOnlyList<Entity> Entities, IReadOnlyList<SecretChange> Secrets);

/// <summary>An entry of the change log.</summary>
/// <param name="Sequence">Grows with every commit, over all values.</param>
/// <param name="Version">The value's version after the change.</param>
public sealed record ChangeRecord(long Sequence, ValueId Id, long Version, DateTimeOffset Time, IReadOnlyList<EntityChange> Changes);
