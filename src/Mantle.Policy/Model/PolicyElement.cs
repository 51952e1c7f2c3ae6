using System.Collections;
using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>A statement's element with values: absent, or present with any number of values.</summary>
/// <remarks>The default value is an absent element, which has no values and can be read safely.</remarks>
public readonly struct PolicyElement<T> : IReadOnlyList<T>
{
    readonly ImmutableArray<T> values;

    internal PolicyElement(ImmutableArray<T> values) => this.values = values;

    /// <summary>Whether the statement has the element. An element that is an empty array is present.</summary>
    public bool IsPresent => !values.IsDefault;

    /// <summary>Number of values; 0 if the element is absent.</summary>
    public int Count => values.IsDefault ? 0 : values.Length;

    /// <summary>The value at an index, from 0.</summary>
    public T this[int index] => index >= 0 && index < Count ? values[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The values; an empty array, never a default one, if the element is absent.</summary>
    public ImmutableArray<T> Values => values.IsDefault ? [] : values;

    /// <summary>This element if it is present, otherwise the other one.</summary>
    public PolicyElement<T> Or(PolicyElement<T> other) => IsPresent ? this : other;

    /// <summary>Enumerates the values without allocating.</summary>
    public ImmutableArray<T>.Enumerator GetEnumerator() => Values.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Values).GetEnumerator();
}
