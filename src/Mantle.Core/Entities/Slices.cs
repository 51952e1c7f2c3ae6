using System.Collections.Immutable;

namespace Mantle.Core.Entities;

/// <summary>
/// The entities of an account or organization, one slice for each entity type. A change builds the next state and shares the unchanged
/// slices.
/// </summary>
public sealed class Slices
{
    readonly ImmutableSortedSet<EntityRow>?[] byNumber;

    Slices(ImmutableSortedSet<EntityRow>?[] byNumber) => this.byNumber = byNumber;

    /// <summary>No entities.</summary>
    public static Slices Empty { get; } = new(new ImmutableSortedSet<EntityRow>?[EntityType.Limit]);

    /// <summary>Builds the slices of many entities in one go, much faster than one entity at a time.</summary>
    /// <param name="entities">The entities.</param>
    /// <param name="inParallel">Whether to use all cores.</param>
    public static Slices Of(IReadOnlyList<Entity> entities, bool inParallel = false)
    {
        var groups = entities.GroupBy(EntityType.Of).ToList();
        var slices = new ImmutableSortedSet<EntityRow>?[EntityType.Limit];
        void Build(IGrouping<EntityType, Entity> group) =>
            slices[group.Key.Number] = ImmutableSortedSet.CreateRange(
                EntityRow.Order,
                group.Select(entity => new EntityRow(entity.Key, entity))
            );
        if (inParallel)
            Parallel.ForEach(groups, Build);
        else
            groups.ForEach(Build);
        return new Slices(slices);
    }

    /// <summary>The entities of a type.</summary>
    public Table<T> Table<T>()
        where T : Entity => new(byNumber[EntityType.Of<T>().Number]);

    /// <summary>The entity of a type that exists at most once; null if there is none.</summary>
    public T? Only<T>()
        where T : Entity => byNumber[EntityType.Of<T>().Number] is { IsEmpty: false } rows ? (T?)rows[0].Entity : null;

    /// <summary>Every entity of every type.</summary>
    public IEnumerable<Entity> All => byNumber.Where(rows => rows is not null).SelectMany(rows => rows!.Select(row => row.Entity!));

    /// <summary>The entities after a change.</summary>
    public Slices Apply(EntityChange change)
    {
        var row = new EntityRow(change.Key, change.Entity);
        var rows = (byNumber[change.Type.Number] ?? EntityRow.None).Remove(row);
        var next = (ImmutableSortedSet<EntityRow>?[])byNumber.Clone();
        next[change.Type.Number] = change.Entity is null ? rows : rows.Add(row);
        return new Slices(next);
    }
}
