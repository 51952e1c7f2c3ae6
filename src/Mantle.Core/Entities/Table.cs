using System.Collections.Immutable;

namespace Mantle.Core.Entities;

/// <summary>
/// The entities of one type as a persistent map by key, ignoring case, in key order. Finding an entity and resuming a listing cost
/// O(log n).
/// </summary>
public readonly record struct Table<T>
    where T : Entity
{
    readonly ImmutableSortedSet<EntityRow>? rows;

    internal Table(ImmutableSortedSet<EntityRow>? rows) => this.rows = rows;

    ImmutableSortedSet<EntityRow> Rows => rows ?? EntityRow.None;

    /// <summary>The number of entities.</summary>
    public int Count => rows?.Count ?? 0;

    /// <summary>The entity with a key; null if there is none.</summary>
    public T? Find(string key) => rows is not null && rows.TryGetValue(new EntityRow(key, null), out var row) ? (T?)row.Entity : null;

    /// <summary>The entities whose keys come after <paramref name="key"/>; all of them if it is null.</summary>
    public IEnumerable<T> After(string? key) => After(Rows, key);

    /// <summary>All of them, in key order.</summary>
    public IEnumerable<T> All => Rows.Select(row => (T)row.Entity!);

    static IEnumerable<T> After(ImmutableSortedSet<EntityRow> rows, string? key)
    {
        var index = 0;
        if (key is not null)
        {
            index = rows.IndexOf(new EntityRow(key, null));
            index = index < 0 ? ~index : index + 1;
        }
        for (; index < rows.Count; index++)
            yield return (T)rows[index].Entity!;
    }
}
