namespace Mantle.Core.Entities;

/// <summary>One entity that is written (<see cref="Entity"/> is set) or removed (it is null).</summary>
public readonly record struct EntityChange(EntityType Type, string Key, Entity? Entity)
{
    /// <summary>Writes the entity and replaces one with the same key.</summary>
    public static EntityChange Put(Entity entity) => new(EntityType.Of(entity), entity.Key, entity);

    /// <summary>Removes the entity.</summary>
    public static EntityChange Remove(Entity entity) => new(EntityType.Of(entity), entity.Key, null);
}
