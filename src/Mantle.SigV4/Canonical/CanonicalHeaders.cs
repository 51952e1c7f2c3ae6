namespace Mantle.SigV4;

/// <summary>
/// The CanonicalHeaders lines: <c>name:value</c>, with spaces trimmed and collapsed, and repeated fields joined by commas.
/// </summary>
static class CanonicalHeaders
{
    const string Blanks = " \t\r\n";

    public static void Append(ref Utf8Buffer buffer, HeaderList headers, scoped ReadOnlySpan<char> signedHeaders)
    {
        foreach (var range in signedHeaders.Split(';'))
        {
            var name = signedHeaders[range];
            buffer.Append(name);
            buffer.Append((byte)':');
            AppendValues(ref buffer, headers, name is ":authority" ? "host" : name);
            buffer.Append((byte)'\n');
        }
    }

    static void AppendValues(ref Utf8Buffer buffer, HeaderList headers, scoped ReadOnlySpan<char> name)
    {
        var first = true;
        for (var i = headers.IndexOf(name, 0); i >= 0; i = headers.IndexOf(name, i + 1))
        {
            if (!first)
                buffer.Append((byte)',');
            AppendFolded(ref buffer, headers[i].Value);
            first = false;
        }
    }

    /// <summary>Trims spaces and collapses several into one.</summary>
    static void AppendFolded(ref Utf8Buffer buffer, scoped ReadOnlySpan<char> value)
    {
        value = value.Trim(Blanks);
        while (true)
        {
            var blank = value.IndexOfAny(Blanks);
            if (blank < 0)
                break;
            buffer.Append(value[..blank]);
            buffer.Append((byte)' ');
            value = value[blank..].TrimStart(Blanks);
        }
        buffer.Append(value);
    }
}
