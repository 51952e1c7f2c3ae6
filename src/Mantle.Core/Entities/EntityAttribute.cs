namespace Mantle.Core.Entities;

/// <summary>Makes a record storable. States its type number, which kind of value contains it, and its size in memory.</summary>
/// <param name="number">
/// Type number of its rows in every store, 1 to 95. A number never changes its meaning and is never reused.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EntityAttribute(byte number) : Attribute
{
    /// <summary>The type number of its rows.</summary>
    public byte Number => number;

    /// <summary>The kind of value that contains entities of this type.</summary>
    public EntityOwner Owner { get; init; } = EntityOwner.Account;

    /// <summary>Estimated size of one in memory, in bytes, with its nodes in tables and indexes (bench/Mantle.Scale).</summary>
    public int Bytes { get; init; } = 1_000;
}
