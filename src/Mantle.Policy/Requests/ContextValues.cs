namespace Mantle.Policy;

/// <summary>The values of one condition key in a request: none, one or several. Wraps the given values without copying.</summary>
public readonly struct ContextValues
{
    readonly string? single;
    readonly string[]? several;

    /// <summary>One value.</summary>
    public ContextValues(string value) => single = value;

    /// <summary>The values of a multivalued key, possibly none. The array must not change afterwards.</summary>
    public ContextValues(params string[] values) => several = values;

    /// <summary>The value of a single-valued key; null for a multivalued key, even if it has one value.</summary>
    internal string? Single => single;

    /// <summary>Number of values.</summary>
    public int Count => single is not null ? 1 : several?.Length ?? 0;

    /// <summary>One of the values.</summary>
    public string this[int index] =>
        single is null ? several![index]
        : index == 0 ? single
        : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>One value.</summary>
    public static implicit operator ContextValues(string value) => new(value);

    /// <summary>One value.</summary>
    public static ContextValues FromString(string value) => new(value);
}
