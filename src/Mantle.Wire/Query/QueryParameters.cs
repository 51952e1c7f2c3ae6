using System.Text;
using System.Text.Unicode;

namespace Mantle.Wire;

/// <summary>
/// The parameters of a request in AWS's query protocol, from a form body or a query string. Reading is strict: a
/// broken escape, invalid UTF-8 or a size beyond the limits is an <see cref="ApiException"/>
/// (<c>MalformedQueryString</c>). Of a name given twice the first counts. Names are kept sorted, so that every look-up is a binary search
/// and a list costs what its elements cost, however they are ordered.
/// </summary>
public sealed class QueryParameters
{
    /// <summary>Maximum bytes of a form body or query string.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>Maximum parameters of a request.</summary>
    public const int MaxCount = 10_000;

    /// <summary>Maximum bytes of a parameter's name.</summary>
    public const int MaxNameLength = 1024;

    readonly byte[] bytes;
    readonly QueryEntry[] entries;
    readonly ulong[]? laterRead;
    ulong read;

    QueryParameters(byte[] bytes, QueryEntry[] entries)
    {
        this.bytes = bytes;
        this.entries = entries;
        laterRead = entries.Length > 64 ? new ulong[(entries.Length - 1) / 64] : null;
    }

    /// <summary>How many parameters there are.</summary>
    public int Count => entries.Length;

    // Whether a name occurs more than once. The first one counts.
    bool HasRepeated { get; init; }

    /// <summary>Reads a body of type <c>application/x-www-form-urlencoded</c>.</summary>
    public static QueryParameters Parse(ReadOnlySpan<byte> form)
    {
        if (form.Length > MaxLength)
            throw CommonErrors.MalformedQueryString($"The request is longer than {MaxLength} bytes.");
        return Of(form.ToArray(), takesLists: false);
    }

    /// <summary>Reads a form body and the query string of its URL, whose parameters come first.</summary>
    public static QueryParameters Parse(ReadOnlySpan<char> query, ReadOnlySpan<byte> form)
    {
        if (query.TrimStart('?').IsEmpty)
            return Parse(form);
        if (query.Length + form.Length > MaxLength)
            throw CommonErrors.MalformedQueryString($"The request is longer than {MaxLength} bytes.");
        return Of([.. Utf8Of(query), (byte)'&', .. form], takesLists: false);
    }

    /// <summary>Parses a query string whose names must be unique, because a duplicate name would be ambiguous.</summary>
    public static QueryParameters ParseUnique(ReadOnlySpan<char> query)
    {
        var parameters = Parse(query);
        return parameters.HasRepeated ? throw CommonErrors.MalformedQueryString("A parameter is given more than once.") : parameters;
    }

    /// <summary>
    /// Reads a query string, with or without its question mark. Where it <paramref name="takesLists"/>, a name may stand
    /// more than once, and <see cref="FindAll"/> gives its values.
    /// </summary>
    public static QueryParameters Parse(ReadOnlySpan<char> query, bool takesLists = false)
    {
        if (query.Length > MaxLength)
            throw CommonErrors.MalformedQueryString($"The request is longer than {MaxLength} bytes.");
        return Of(Utf8Of(query), takesLists);
    }

    static byte[] Utf8Of(ReadOnlySpan<char> query)
    {
        if (!query.IsEmpty && query[0] == '?')
            query = query[1..];
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(query.Length)];
        if (Utf8.FromUtf16(query, bytes, out _, out var written, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
            throw CommonErrors.MalformedQueryString();
        return bytes[..written];
    }

    static QueryParameters Of(byte[] bytes, bool takesLists)
    {
        var entries = QueryParser.Parse(bytes, takesLists, out var hasRepeated);
        return new QueryParameters(bytes, entries) { HasRepeated = hasRepeated };
    }

    /// <summary>The value of the parameter with exactly this name, or null.</summary>
    public string? Find(ReadOnlySpan<byte> name)
    {
        var index = IndexOf(0, entries.Length, 0, name);
        return index < 0 ? null : Encoding.UTF8.GetString(Value(index));
    }

    /// <summary>Whether there is a parameter with exactly this name.</summary>
    public bool Contains(ReadOnlySpan<byte> name) => IndexOf(0, entries.Length, 0, name) >= 0;

    /// <summary>Whether there is a parameter with exactly this name and value.</summary>
    public bool Contains(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        IndexOf(0, entries.Length, 0, name) is var index and >= 0 && Value(index).SequenceEqual(value);

    /// <summary>The values of every parameter with exactly this name, in their order; null if there is none.</summary>
    public IReadOnlyList<string>? FindAll(ReadOnlySpan<byte> name)
    {
        var index = IndexOf(0, entries.Length, 0, name);
        if (index < 0)
            return null;
        while (index > 0 && Name(index - 1).SequenceEqual(name))
            index--;
        var values = new List<string>();
        for (; index < entries.Length && Name(index).SequenceEqual(name); index++)
            values.Add(Encoding.UTF8.GetString(Value(index)));
        return values;
    }

    /// <summary>The names of the parameters, sorted.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            for (var i = 0; i < entries.Length; i++)
                yield return Encoding.UTF8.GetString(Name(i));
        }
    }

    /// <summary>A reader of the request's top level.</summary>
    public QueryReader Read() => new(this, 0, entries.Length, 0);

    internal ReadOnlySpan<byte> Name(int index) => bytes.AsSpan(entries[index].NameStart, entries[index].NameLength);

    internal ReadOnlySpan<byte> Value(int index) => bytes.AsSpan(entries[index].ValueStart, entries[index].ValueLength);

    // Notes that the value of a member was read.
    internal void NoteRead(int index)
    {
        if (index < 64)
            read |= 1UL << index;
        else
            laterRead![(index / 64) - 1] |= 1UL << index;
    }

    /// <summary>
    /// The first parameter that no member of the request was read from: the model does not know it. Null where there is none.
    /// <c>Action</c>, <c>Version</c> and what signs a query string (<c>X-Amz-…</c>) are no members.
    /// </summary>
    internal string? FindUnread()
    {
        for (var i = 0; i < entries.Length; i++)
            if (((i < 64 ? read : laterRead![(i / 64) - 1]) & (1UL << i)) == 0 && !IsEnvelope(Name(i)))
                return Encoding.UTF8.GetString(Name(i));
        return null;
    }

    static bool IsEnvelope(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("Action"u8)
        || name.SequenceEqual("Version"u8)
        || (name.Length >= 6 && Ascii.EqualsIgnoreCase(name[..6], "X-Amz-"u8));

    // The entry in [start, end) whose name from `skip` on is `name`, or the complement of where it would be. All names
    // of the range are alike up to `skip`.
    internal int IndexOf(int start, int end, int skip, ReadOnlySpan<byte> name)
    {
        while (start < end)
        {
            var middle = (int)((uint)(start + end) >> 1);
            var order = Name(middle)[skip..].SequenceCompareTo(name);
            if (order == 0)
                return middle;
            if (order < 0)
                start = middle + 1;
            else
                end = middle;
        }
        return ~start;
    }

    // The entries in [start, end) whose names from `skip` on begin with `prefix`.
    internal (int Start, int End) WithPrefix(int start, int end, int skip, ReadOnlySpan<byte> prefix)
    {
        var first = IndexOf(start, end, skip, prefix);
        if (first < 0)
            first = ~first;
        if (first == end || !Name(first)[skip..].StartsWith(prefix))
            return (first, first);
        var low = first + 1;
        var high = end;
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (Name(middle)[skip..].StartsWith(prefix))
                low = middle + 1;
            else
                high = middle;
        }
        return (first, low);
    }
}
