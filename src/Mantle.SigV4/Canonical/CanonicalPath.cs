namespace Mantle.SigV4;

/// <summary>The CanonicalUri line of a canonical request.</summary>
static class CanonicalPath
{
    public static void Append(ref Utf8Buffer buffer, scoped ReadOnlySpan<char> path, CanonicalRules rules)
    {
        if (path.IsEmpty || path[0] != '/')
            buffer.Append((byte)'/');
        if (!rules.NormalizesPath)
            UriEncoding.AppendReencoded(ref buffer, path, keepSlash: true, plusIsSpace: false);
        else if (IsNormal(path))
            UriEncoding.AppendPath(ref buffer, path);
        else
            AppendNormalized(ref buffer, path);
    }

    /// <summary>Whether the path is normalized already: no segment is empty or begins with a dot.</summary>
    static bool IsNormal(ReadOnlySpan<char> path) =>
        path.IndexOf("//", StringComparison.Ordinal) < 0 && path.IndexOf("/.", StringComparison.Ordinal) < 0;

    /// <summary>Removes empty segments and <c>.</c>, resolves <c>..</c>, and encodes the rest.</summary>
    static void AppendNormalized(ref Utf8Buffer buffer, scoped ReadOnlySpan<char> path)
    {
        var start = buffer.Length;
        var ends = path[^1] == '/';
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (segment is "" or ".")
                continue;
            if (segment is "..")
            {
                buffer.Truncate(start + Math.Max(0, buffer.Written[start..].LastIndexOf((byte)'/')));
                continue;
            }
            buffer.Append((byte)'/');
            UriEncoding.AppendPath(ref buffer, segment);
        }
        if (ends || buffer.Length == start)
            buffer.Append((byte)'/');
    }
}
