using System.Text.Unicode;

namespace Mantle.Wire;

/// <summary>Reads a form or a query string into entries that are sorted by name.</summary>
static class QueryParser
{
    // Decodes in place, because an unescaped text is never longer than its source.
    public static QueryEntry[] Parse(byte[] bytes, bool takesLists, out bool hasRepeated)
    {
        var source = bytes.AsSpan();
        var count = 0;
        foreach (var range in source.Split((byte)'&'))
            if (range.Start.Value != range.End.Value)
                count++;
        if (count > QueryParameters.MaxCount)
            throw CommonErrors.MalformedQueryString($"The request has more than {QueryParameters.MaxCount} parameters.");

        var entries = count == 0 ? [] : new QueryEntry[count];
        var next = 0;
        foreach (var range in source.Split((byte)'&'))
        {
            var (start, end) = (range.Start.Value, range.End.Value);
            if (start == end)
                continue;
            var equals = source[start..end].IndexOf((byte)'=');
            var nameEnd = equals < 0 ? end : start + equals;
            var valueStart = equals < 0 ? end : nameEnd + 1;
            var entry = new QueryEntry(start, Decode(source[start..nameEnd]), valueStart, Decode(source[valueStart..end]));
            if (entry.NameLength is 0 or > QueryParameters.MaxNameLength)
                throw CommonErrors.MalformedQueryString();
            entries[next++] = entry;
        }

        Sort(bytes, entries);
        var kept = takesLists ? entries : WithoutRepeated(bytes, entries);
        hasRepeated = kept.Length < entries.Length;
        return kept;
    }

    // Equal names are adjacent, in their original order.
    static QueryEntry[] WithoutRepeated(byte[] bytes, QueryEntry[] entries)
    {
        var kept = 0;
        foreach (var entry in entries)
            if (kept == 0 || !NameOf(bytes, entries[kept - 1]).SequenceEqual(NameOf(bytes, entry)))
                entries[kept++] = entry;
        return kept == entries.Length ? entries : entries[..kept];
    }

    static ReadOnlySpan<byte> NameOf(byte[] bytes, QueryEntry entry) => bytes.AsSpan(entry.NameStart, entry.NameLength);

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
        // Each name and value is checked on its own, so that two invalid parts cannot form a valid text.
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

    static void Sort(byte[] bytes, QueryEntry[] entries)
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

    readonly struct ByName(byte[] bytes) : IComparer<QueryEntry>
    {
        public int Compare(QueryEntry x, QueryEntry y) =>
            bytes.AsSpan(x.NameStart, x.NameLength).SequenceCompareTo(bytes.AsSpan(y.NameStart, y.NameLength)) is var order and not 0
                ? order
                : x.NameStart - y.NameStart;
    }
}
