using System.Collections;
using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>An element of a statement that holds values: absent, or present with any number of them.</summary>
/// <remarks>The default value is an absent element. It has no values, and reading it never throws.</remarks>
public readonly struct PolicyElement<T> : IReadOnlyList<T>
{
    readonly ImmutableArray<T> values;

    internal PolicyElement(ImmutableArray<T> values) => this.values = values;

    /// <summary>Whether the statement has the element. An element that is an empty array is present.</summary>
    public bool IsPresent => !values.IsDefault;

    /// <summary>How many values the element has; 0 where it is absent.</summary>
    public int Count => values.IsDefault ? 0 : values.Length;

    /// <summary>The value at a place, counted from 0.</summary>
    public T this[int index] => index >= 0 && index < Count ? values[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The values; an empty array where the element is absent, never a default one.</summary>
    public ImmutableArray<T> Values => values.IsDefault ? [] : values;

    /// <summary>This element where it is present, else the other one.</summary>
    public PolicyElement<T> Or(PolicyElement<T> other) => IsPresent ? this : other;

    /// <summary>Goes through the values without allocating.</summary>
    public ImmutableArray<T>.Enumerator GetEnumerator() => Values.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Values).GetEnumerator();
}
