namespace Mantle.Core.Entities;

/// <summary>Makes a record storable: what its rows are told by, which value it is a part of, what it takes in memory.</summary>
/// <param name="number">
/// Tells the type's rows in every store, 1 to 63. A number never changes its meaning and is never used again.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EntityAttribute(byte number) : Attribute
{
    /// <summary>What the type's rows are told by.</summary>
    public byte Number => number;

    /// <summary>The value that entities of the type are a part of.</summary>
    public EntityOwner Owner { get; init; } = EntityOwner.Account;

    /// <summary>About how many bytes one takes in memory, nodes of tables and indexes included (bench/Mantle.Scale).</summary>
    public int Bytes { get; init; } = 1_000;
}
