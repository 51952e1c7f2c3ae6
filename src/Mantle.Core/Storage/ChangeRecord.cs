namespace Mantle.Core.Storage;

/// <summary>An entry of the change log: what one commit did to one value, or to the names.</summary>
/// <param name="Sequence">Grows with every entry, over all values.</param>
/// <param name="Id">The value; <see cref="ValueId.Names"/> for names.</param>
/// <param name="Version">The value's version after the change; 0 for names.</param>
/// <param name="Time">The call's time.</param>
/// <param name="Body">What was changed, as <see cref="ChangeLogFormat"/> writes it. Who only follows versions need not parse it.</param>
public sealed record ChangeRecord(long Sequence, ValueId Id, long Version, DateTimeOffset Time, ReadOnlyMemory<byte> Body)
{
    /// <summary>Entities that were written or removed; none for names.</summary>
    public IReadOnlyList<EntityChange> Entities(EntityTypes types) => Id == ValueId.Names ? [] : ChangeLogFormat.Read(types, Body);

    /// <summary>Names that were claimed or released; none for values.</summary>
    public IReadOnlyList<NameChange> Names => Id == ValueId.Names ? NameLogFormat.Read(Body) : [];
}
