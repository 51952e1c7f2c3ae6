namespace Mantle.Core.Storage;

/// <summary>An entry of the change log: what one commit did to one value or to the names, or that a setting was written.</summary>
/// <param name="Sequence">Grows with every entry, over all values.</param>
/// <param name="Id">The value; <see cref="ValueId.Names"/> for names, <see cref="ValueId.Setting"/> for a setting.</param>
/// <param name="Version">The value's version after the change; 0 for names and settings.</param>
/// <param name="Time">The call's time; the Unix epoch for a setting.</param>
/// <param name="Body">What was changed, as <see cref="ChangeLogFormat"/> writes it; an empty array for a setting. Who only follows versions
/// need not parse it.</param>
public sealed record ChangeRecord(long Sequence, ValueId Id, long Version, DateTimeOffset Time, ReadOnlyMemory<byte> Body)
{
    /// <summary>Entities that were written or removed; none for names.</summary>
    public IReadOnlyList<EntityChange> Entities(EntityTypes types) => Id == ValueId.Names ? [] : ChangeLogFormat.Read(types, Body);

    /// <summary>Names that were claimed or released; none for values.</summary>
    public IReadOnlyList<NameChange> Names => Id == ValueId.Names ? NameLogFormat.Read(Body) : [];
}
