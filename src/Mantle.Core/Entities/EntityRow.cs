namespace Mantle.Core.Entities;

/// <summary>A row of a table: an entity and its key. Rows are ordered by key, ignoring case like names in IAM.</summary>
public readonly record struct EntityRow(string Key, Entity? Entity)
{
    /// <summary>The order of rows.</summary>
    public static IComparer<EntityRow> Order { get; } = new KeyOrder();

    /// <summary>No rows.</summary>
    public static System.Collections.Immutable.ImmutableSortedSet<EntityRow> None { get; } =
        System.Collections.Immutable.ImmutableSortedSet.Create(Order);

    sealed class KeyOrder : IComparer<EntityRow>
    {
        public int Compare(EntityRow x, EntityRow y) => string.Compare(x.Key, y.Key, StringComparison.OrdinalIgnoreCase);
    }
}
