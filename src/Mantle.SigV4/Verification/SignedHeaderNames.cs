namespace Mantle.SigV4;

/// <summary>The SignedHeaders list: lower-case names, sorted, separated by semicolons.</summary>
static class SignedHeaderNames
{
    /// <summary>Maximum number of names. Real clients sign fewer; the limit bounds the cost of a hostile list.</summary>
    const int Most = 200;

    /// <summary>Converts a list to canonical form. A list that is canonical already is returned unchanged.</summary>
    public static bool TryNormalize(ReadOnlyMemory<char> list, out ReadOnlyMemory<char> normal)
    {
        normal = list;
        var names = list.Span;
        if (names.Count(';') >= Most)
            return false;
        if (IsNormal(names))
            return true;
        var parts = list.ToString().ToLowerInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Array.Sort(parts, StringComparer.Ordinal);
        normal = string.Join(';', parts).AsMemory();
        return true;
    }

    public static bool Contains(ReadOnlySpan<char> list, ReadOnlySpan<char> name)
    {
        foreach (var range in list.Split(';'))
        {
            if (list[range].Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    static bool IsNormal(ReadOnlySpan<char> list)
    {
        if (list.ContainsAnyInRange('A', 'Z'))
            return false;
        ReadOnlySpan<char> previous = default;
        foreach (var range in list.Split(';'))
        {
            var name = list[range];
            if (name.IsEmpty || name.SequenceCompareTo(previous) < 0)
                return false;
            previous = name;
        }
        return true;
    }
}
