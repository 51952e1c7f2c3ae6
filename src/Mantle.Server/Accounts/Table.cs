using System.Collections.Immutable;

namespace Mantle.Server.Accounts;

/// <summary>
/// A persistent map of entities by name, ignoring case as IAM's names do, in name order.
/// Adding, finding and resuming a listing all cost the logarithm of its size.
/// </summary>
sealed class Table<T> where T : Entity
{
    public static readonly Table<T> Empty = new(ImmutableSortedSet.Create<Row>(RowOrder.Instance));

    readonly ImmutableSortedSet<Row> rows;

    /// <summary>A table of many entities, built at once.</summary>
    public static Table<T> Of(IEnumerable<T> entities) => new(ImmutableSortedSet.CreateRange(RowOrder.Instance, entities.Select(entity => new Row(entity.Key, entity))));

    Table(ImmutableSortedSet<Row> rows) => this.rows = rows;

    public int Count => rows.Count;

    public T? Find(string name) => rows.TryGetValue(new Row(name, null), out var row) ? row.Entity : null;

    public Table<T> With(T entity)
    {
        var row = new Row(entity.Key, entity);
        return new Table<T>(rows.Remove(row).Add(row));
    }

    public Table<T> Without(string name) => new(rows.Remove(new Row(name, null)));

    /// <summary>The entities whose names come after <paramref name="name"/>; all of them when it is null.</summary>
    public IEnumerable<T> After(string? name)
    {
        var index = 0;
        if (name is not null)
        {
            index = rows.IndexOf(new Row(name, null));
            index = index < 0 ? ~index : index + 1;
        }
        for (; index < rows.Count; index++)
            yield return rows[index].Entity!;
    }

    public IEnumerable<T> All => rows.Select(row => row.Entity!);

    readonly record struct Row(string Name, T? Entity);

    sealed class RowOrder : IComparer<Row>
    {
        public static readonly RowOrder Instance = new();

        public int Compare(Row x, Row y) => string.Compare(x.Name, y.Name, StringComparison.OrdinalIgnoreCase);
    }
}
