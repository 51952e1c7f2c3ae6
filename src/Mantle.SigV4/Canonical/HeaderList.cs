namespace Mantle.SigV4;

/// <summary>
/// The header fields of a request in the order of arrival. Reusable: <see cref="Clear"/> keeps the storage.
/// Not safe for concurrent use.
/// </summary>
public sealed class HeaderList
{
    KeyValuePair<string, string>[] fields = new KeyValuePair<string, string>[16];

    /// <summary>Number of fields; a name that was sent twice counts twice.</summary>
    public int Count { get; private set; }

    /// <summary>The field at an index.</summary>
    public KeyValuePair<string, string> this[int index] => fields.AsSpan(0, Count)[index];

    /// <summary>Adds a field. A header that was sent several times is added several times.</summary>
    public HeaderList Add(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (Count == fields.Length)
            Array.Resize(ref fields, Count * 2);
        fields[Count++] = new(name, value);
        return this;
    }

    /// <summary>Replaces all fields with a name by one.</summary>
    public HeaderList Set(string name, string value)
    {
        Remove(name);
        return Add(name, value);
    }

    /// <summary>Removes all fields with a name, ignoring case.</summary>
    public void Remove(ReadOnlySpan<char> name)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!IsNamed(fields[i].Key, name))
                fields[kept++] = fields[i];
        }
        Array.Clear(fields, kept, Count - kept);
        Count = kept;
    }

    /// <summary>The value of the first field with a name, ignoring case; null if there is none.</summary>
    public string? Find(ReadOnlySpan<char> name)
    {
        var index = IndexOf(name, 0);
        return index < 0 ? null : fields[index].Value;
    }

    /// <summary>Removes all fields and keeps the storage.</summary>
    public void Clear()
    {
        Array.Clear(fields, 0, Count);
        Count = 0;
    }

    internal int IndexOf(ReadOnlySpan<char> name, int start)
    {
        for (var i = start; i < Count; i++)
        {
            if (IsNamed(fields[i].Key, name))
                return i;
        }
        return -1;
    }

    internal int CountOf(ReadOnlySpan<char> name)
    {
        var count = 0;
        for (var i = IndexOf(name, 0); i >= 0; i = IndexOf(name, i + 1))
            count++;
        return count;
    }

    static bool IsNamed(string name, ReadOnlySpan<char> other) =>
        name.Length == other.Length && other.Equals(name, StringComparison.OrdinalIgnoreCase);
}
