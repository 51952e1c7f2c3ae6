namespace Mantle.Core.Storage;

/// <summary>
/// An entry of the change log: the change of one value or of the names by one commit, or a note that a setting was written.
/// </summary>
/// <param name="Sequence">Grows with every entry, over all values.</param>
/// <param name="Id">The value; <see cref="ValueId.Names"/> for names, <see cref="ValueId.Setting"/> for a setting.</param>
/// <param name="Version">The value's version after the change; 0 for names and settings.</param>
/// <param name="Time">The call's time; the Unix epoch for a setting.</param>
/// <param name="Body">The changes in the format of <see cref="ChangeLogFormat"/>; an empty array for a setting. A reader that only needs
/// versions does not parse it.</param>
public sealed record ChangeRecord(long Sequence, ValueId Id, long Version, DateTimeOffset Time, ReadOnlyMemory<byte> Body)
{
    /// <summary>The written and removed entities; empty for names.</summary>
    public IReadOnlyList<EntityChange> Entities(EntityTypes types) => Id == ValueId.Names ? [] : ChangeLogFormat.Read(types, Body);

    /// <summary>The claimed and released names; empty for values.</summary>
    public IReadOnlyList<NameChange> Names => Id == ValueId.Names ? NameLogFormat.Read(Body) : [];
}
