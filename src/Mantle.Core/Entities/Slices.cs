using System.Collections.Immutable;

namespace Mantle.Core.Entities;

/// <summary>
/// The entities of a value, a slice for each type: whoever declares a type contributes its slice. A change builds the next state and
/// shares what it does not touch.
/// </summary>
public sealed class Slices
{
    readonly ImmutableSortedSet<EntityRow>?[] byNumber;

    Slices(ImmutableSortedSet<EntityRow>?[] byNumber) => this.byNumber = byNumber;

    /// <summary>No entities.</summary>
    public static Slices Empty { get; } = new(new ImmutableSortedSet<EntityRow>?[EntityType.Limit]);

    /// <summary>The slices of many entities, built at once, which takes a fraction of the time that adding one by one would.</summary>
    /// <param name="entities">The entities.</param>
    /// <param name="inParallel">Whether every core takes part.</param>
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

    /// <summary>The entity of a type that a value has once; null when it has none.</summary>
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
