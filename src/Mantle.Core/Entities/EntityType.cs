using System.Collections.Concurrent;
using System.Reflection;

namespace Mantle.Core.Entities;

/// <summary>An entity type, as the attribute of its record declares it.</summary>
public sealed class EntityType
{
    static readonly ConcurrentDictionary<Type, EntityType> Known = new();

    /// <summary>Greater than every type number.</summary>
    public const int Limit = 96;

    EntityType(Type type)
    {
        var attribute =
            type.GetCustomAttribute<EntityAttribute>() ?? throw new InvalidOperationException($"{type.Name} has no entity attribute.");
        if (attribute.Number is 0 or >= Limit)
            throw new InvalidOperationException($"The number of {type.Name} is not between 1 and {Limit - 1}.");
        (Type, Number, Owner, Bytes) = (type, attribute.Number, attribute.Owner, attribute.Bytes);
    }

    /// <summary>The record.</summary>
    public Type Type { get; }

    /// <summary>The type number of its rows.</summary>
    public byte Number { get; }

    /// <summary>The kind of value that contains entities of this type.</summary>
    public EntityOwner Owner { get; }

    /// <summary>Estimated size of one in memory, in bytes, without its <see cref="Entity.FurtherBytes"/>.</summary>
    public int Bytes { get; }

    /// <summary>The type of an entity.</summary>
    public static EntityType Of(Entity entity) => OfRecord(entity.GetType());

    /// <summary>The type that a record declares.</summary>
    /// <exception cref="InvalidOperationException">The record has no attribute, or its number is out of range.</exception>
    public static EntityType OfRecord(Type type) => Known.GetOrAdd(type, static type => new EntityType(type));

    /// <summary>The type that a record declares.</summary>
    public static EntityType Of<T>()
        where T : Entity => Declared<T>.Type;

    static class Declared<T>
        where T : Entity
    {
        public static readonly EntityType Type = OfRecord(typeof(T));
    }
}
