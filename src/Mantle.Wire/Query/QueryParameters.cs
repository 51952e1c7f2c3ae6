using System.Text;
using System.Text.Unicode;

namespace Mantle.Wire;

/// <summary>
/// The parameters of a request in AWS's query protocol, from a form body or a query string. Reading is strict: a
/// broken escape, invalid UTF-8 or a size beyond the limits is an <see cref="ApiException"/>
/// (<c>MalformedQueryString</c>). Of a name given twice the first counts. Names are kept sorted, so that every look-up is a binary
/// search and a list costs what its elements cost, however they are ordered.
/// </summary>
public sealed class QueryParameters
{
    /// <summary>The most bytes of a form body or query string.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The most parameters of a request.</summary>
    public const int MaxCount = 10_000;

    /// <summary>The most bytes of a parameter's name.</summary>
    public const int MaxNameLength = 1024;

    readonly byte[] _bytes;
    readonly Entry[] _entries;
    readonly ulong[]? _moreRead;
    ulong _read;

    QueryParameters(byte[] bytes, Entry[] entries)
    {
        _bytes = bytes;
        _entries = entries;
        _moreRead = entries.Length > 64 ? new ulong[(entries.Length - 1) / 64] : null;
    }

    /// <summary>How many parameters there are.</summary>
    public int Count => _entries.Length;

    bool HasRepeated { get; init; }

    /// <summary>Reads a body of type <c>application/x-www-form-urlencoded</c>.</summary>
    public static QueryParameters Parse(ReadOnlySpan<byte> form)
    {
        if (form.Length > MaxLength)
            throw CommonErrors.MalformedQueryString($"The request is longer than {MaxLength} bytes.");
        return Parse(form.ToArray());
    }

    /// <summary>Reads a query string whose names must differ, where a name given twice leaves open what is meant.</summary>
    public static QueryParameters ParseUnique(ReadOnlySpan<char> query)
    {
        var parameters = Parse(query);
        return parameters.HasRepeated ? throw CommonErrors.MalformedQueryString("A parameter is given more than once.") : parameters;
    }

    /// <summary>Reads a query string, with or without its question mark.</summary>
    public static QueryParameters Parse(ReadOnlySpan<char> query)
    {
        if (!query.IsEmpty && query[0] == '?')
            query = query[1..];
        if (query.Length > MaxLength)
            throw CommonErrors.MalformedQueryString($"The request is longer than {MaxLength} bytes.");
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(query.Length)];
        if (Utf8.FromUtf16(query, bytes, out _, out var written, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
            throw CommonErrors.MalformedQueryString();
        return Parse(bytes[..written]);
    }

    /// <summary>The value of the parameter with exactly this name, or null.</summary>
    public string? Find(ReadOnlySpan<byte> name)
    {
        var index = IndexOf(0, _entries.Length, 0, name);
        return index < 0 ? null : Encoding.UTF8.GetString(Value(index));
    }

    /// <summary>Whether there is a parameter with exactly this name.</summary>
    public bool Contains(ReadOnlySpan<byte> name) => IndexOf(0, _entries.Length, 0, name) >= 0;

    /// <summary>Whether there is a parameter with exactly this name and value.</summary>
    public bool Contains(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        IndexOf(0, _entries.Length, 0, name) is var index and >= 0 && Value(index).SequenceEqual(value);

    /// <summary>The parameters' names, for diagnostics.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            for (var i = 0; i < _entries.Length; i++)
                yield return Encoding.UTF8.GetString(Name(i));
        }
    }

    /// <summary>A reader of the request's top level.</summary>
    public QueryReader Read() => new(this, 0, _entries.Length, 0);

    internal ReadOnlySpan<byte> Name(int index) => _bytes.AsSpan(_entries[index].NameStart, _entries[index].NameLength);

    internal ReadOnlySpan<byte> Value(int index) => _bytes.AsSpan(_entries[index].ValueStart, _entries[index].ValueLength);

    // Notes that a member's value was asked for.
    internal void NoteRead(int index)
    {
        if (index < 64)
            _read |= 1UL << index;
        else
            _moreRead![index / 64 - 1] |= 1UL << index;
    }

    /// <summary>
    /// The first parameter that no member of the request was read from: one that the model does not know. Null where there is none.
    /// <c>Action</c>, <c>Version</c> and what signs a query string (<c>X-Amz-…</c>) are no members.
    /// </summary>
    internal string? FindUnread()
    {
        for (var i = 0; i < _entries.Length; i++)
            if (((i < 64 ? _read : _moreRead![i / 64 - 1]) & (1UL << i)) == 0
                && !Name(i).SequenceEqual("Action"u8) && !Name(i).SequenceEqual("Version"u8)
                && !Ascii.EqualsIgnoreCase(Name(i)[..Math.Min(Name(i).Length, 6)], "X-Amz-"u8))
                return Encoding.UTF8.GetString(Name(i));
        return null;
    }

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

    // Decodes in place: an unescaped text is never longer than its source.
    static QueryParameters Parse(byte[] bytes)
    {
        var source = bytes.AsSpan();
        var count = 0;
        foreach (var range in source.Split((byte)'&'))
            if (range.Start.Value != range.End.Value)
                count++;
        if (count > MaxCount)
            throw CommonErrors.MalformedQueryString($"The request has more than {MaxCount} parameters.");

        var entries = count == 0 ? [] : new Entry[count];
        var next = 0;
        foreach (var range in source.Split((byte)'&'))
        {
            var (start, end) = (range.Start.Value, range.End.Value);
            if (start == end)
                continue;
            var equals = source[start..end].IndexOf((byte)'=');
            var nameEnd = equals < 0 ? end : start + equals;
            var valueStart = equals < 0 ? end : nameEnd + 1;
            var entry = new Entry(
                start,
                Decode(source[start..nameEnd]),
                valueStart,
                Decode(source[valueStart..end]));
            if (entry.NameLength is 0 or > MaxNameLength)
                throw CommonErrors.MalformedQueryString();
            entries[next++] = entry;
        }

        Sort(bytes, entries);
        var distinct = WithoutRepeated(bytes, entries);
        return new QueryParameters(bytes, distinct) { HasRepeated = distinct.Length < entries.Length };
    }

    // What is given twice stands together now, in the order in which it was given.
    static Entry[] WithoutRepeated(byte[] bytes, Entry[] entries)
    {
        var kept = 0;
        for (var i = 0; i < entries.Length; i++)
            if (kept == 0 || !bytes.AsSpan(entries[kept - 1].NameStart, entries[kept - 1].NameLength)
                .SequenceEqual(bytes.AsSpan(entries[i].NameStart, entries[i].NameLength)))
                entries[kept++] = entries[i];
        return kept == entries.Length ? entries : entries[..kept];
    }

    static int Decode(Span<byte> text)
    {
        var written = text.IndexOfAny((byte)'%', (byte)'+');
        if (written < 0)
            written = text.Length;
        else
            for (var read = written; read < text.Length; read++)
                switch (text[read])
                {
                    case (byte)'+':
                        text[written++] = (byte)' ';
                        break;
                    case (byte)'%':
                        if (read + 2 >= text.Length || !TryHex(text[read + 1], out var high) || !TryHex(text[read + 2], out var low))
                            throw CommonErrors.MalformedQueryString();
                        text[written++] = (byte)(high << 4 | low);
                        read += 2;
                        break;
                    case var other:
                        text[written++] = other;
                        break;
                }
        // Name by name and value by value: two broken halves must not make a whole one.
        if (!Utf8.IsValid(text[..written]))
            throw CommonErrors.MalformedQueryString();
        return written;
    }

    static bool TryHex(byte digit, out int value)
    {
        value = digit switch
        {
            >= (byte)'0' and <= (byte)'9' => digit - '0',
            >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
            >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
            _ => -1,
        };
        return value >= 0;
    }

    static void Sort(byte[] bytes, Entry[] entries)
    {
        if (entries.Length > 32)
        {
            entries.AsSpan().Sort(new ByName(bytes));
            return;
        }
        var order = new ByName(bytes);
        for (var i = 1; i < entries.Length; i++)
        {
            var entry = entries[i];
            var j = i - 1;
            for (; j >= 0 && order.Compare(entries[j], entry) > 0; j--)
                entries[j + 1] = entries[j];
            entries[j + 1] = entry;
        }
    }

    readonly record struct Entry(int NameStart, int NameLength, int ValueStart, int ValueLength);

    readonly struct ByName(byte[] bytes) : IComparer<Entry>
    {
        public int Compare(Entry x, Entry y)
        {
            var order = bytes.AsSpan(x.NameStart, x.NameLength).SequenceCompareTo(bytes.AsSpan(y.NameStart, y.NameLength));
            return order != 0 ? order : x.NameStart.CompareTo(y.NameStart);
        }
    }
}
