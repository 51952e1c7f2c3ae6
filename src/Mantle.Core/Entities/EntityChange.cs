namespace Mantle.Core.Entities;

/// <summary>An entity written (<see cref="Entity"/> is set) or removed (null), as values, the store and the change log see it.</summary>
public readonly record struct EntityChange(EntityType Type, string Key, Entity? Entity)
{
    /// <summary>The entity takes the place of what had its key.</summary>
    public static EntityChange Put(Entity entity) => new(EntityType.Of(entity), entity.Key, entity);

    /// <summary>The entity goes.</summary>
    public static EntityChange Remove(Entity entity) => new(EntityType.Of(entity), entity.Key, null);
}
