using System.Text;

namespace Mantle.Policy;

/// <summary>Parses RFC 8259 JSON into nodes with line and column, up to a maximum depth.</summary>
/// <remarks>Own code, because policies need positions in characters, and duplicate names must be reported.</remarks>
ref struct JsonReader(string text, int maxDepth)
{
    readonly ReadOnlySpan<char> text = text;
    int at;
    int line = 1;
    int lineStart;

    /// <summary>The problem, after <see cref="Read"/> has returned null.</summary>
    public string? Error { get; private set; }

    public SourcePosition ErrorPosition { get; private set; }

    /// <summary>Whether the only problem is the depth.</summary>
    public bool TooDeep { get; private set; }

    /// <summary>The value in the text; null if it is not valid.</summary>
    public JsonNode? Read()
    {
        SkipWhitespace();
        var node = ReadValue(1);
        if (node is null)
            return null;
        SkipWhitespace();
        return at == text.Length ? node : Fail("Text follows the end of the document.");
    }

    readonly SourcePosition Here => new(line, at - lineStart + 1);

    JsonNode? Fail(string error)
    {
        Error ??= error;
        if (ErrorPosition == default)
            ErrorPosition = Here;
        return null;
    }

    void SkipWhitespace()
    {
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\n':
                    line++;
                    lineStart = at + 1;
                    break;
                case ' ' or '\t' or '\r':
                    break;
                default:
                    return;
            }
        }
    }

    JsonNode? ReadValue(int depth)
    {
        if (at == text.Length)
            return Fail("The document ends where a value should be.");
        if (depth > maxDepth)
        {
            TooDeep = true;
            return Fail($"The document nests more than {maxDepth} levels deep.");
        }
        switch (text[at])
        {
            case '{':
                return ReadObject(depth);
            case '[':
                return ReadArray(depth);
            case '"':
                var start = Here;
                return ReadString() is { } value ? new JsonNode(JsonKind.String, start) { Text = value, End = Here } : null;
            case 't':
                return ReadWord("true", JsonKind.True);
            case 'f':
                return ReadWord("false", JsonKind.False);
            case 'n':
                return ReadWord("null", JsonKind.Null);
            case '-' or (>= '0' and <= '9'):
                return ReadNumber();
            default:
                return Fail("A value should be here.");
        }
    }

    JsonNode? ReadObject(int depth)
    {
        var node = new JsonNode(JsonKind.Object, Here);
        at++;
        SkipWhitespace();
        if (Take('}'))
            return Finish(node);
        while (true)
        {
            var namePosition = Here;
            if (at == text.Length || text[at] != '"')
                return Fail("A name in quotation marks should be here.");
            if (ReadString() is not { } name)
                return null;
            SkipWhitespace();
            if (!Take(':'))
                return Fail("A colon should be here.");
            SkipWhitespace();
            if (ReadValue(depth + 1) is not { } value)
                return null;
            node.Members.Add((new PolicyValue(name, namePosition), value));
            SkipWhitespace();
            if (Take('}'))
                return Finish(node);
            if (!Take(','))
                return Fail("A comma or a closing brace should be here.");
            SkipWhitespace();
        }
    }

    JsonNode? ReadArray(int depth)
    {
        var node = new JsonNode(JsonKind.Array, Here);
        at++;
        SkipWhitespace();
        if (Take(']'))
            return Finish(node);
        while (true)
        {
            if (ReadValue(depth + 1) is not { } value)
                return null;
            node.Items.Add(value);
            SkipWhitespace();
            if (Take(']'))
                return Finish(node);
            if (!Take(','))
                return Fail("A comma or a closing bracket should be here.");
            SkipWhitespace();
        }
    }

    readonly JsonNode Finish(JsonNode node)
    {
        node.End = Here;
        return node;
    }

    bool Take(char c)
    {
        if (at == text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }

    JsonNode? ReadWord(string word, JsonKind kind)
    {
        if (!text[at..].StartsWith(word, StringComparison.Ordinal))
            return Fail("A value should be here.");
        var start = Here;
        at += word.Length;
        return new JsonNode(kind, start) { Text = word, End = Here };
    }

    JsonNode? ReadNumber()
    {
        var start = Here;
        var from = at;
        Take('-');
        if (!Take('0') && !TakeDigits())
            return Fail("A digit should be here.");
        if (Take('.') && !TakeDigits())
            return Fail("A digit should be here.");
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (!Take('+'))
                Take('-');
            if (!TakeDigits())
                return Fail("A digit should be here.");
        }
        return new JsonNode(JsonKind.Number, start) { Text = text[from..at].ToString(), End = Here };
    }

    bool TakeDigits()
    {
        var from = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at > from;
    }

    string? ReadString()
    {
        at++;
        var rest = text[at..];
        // Most strings contain neither escapes nor control characters and are a slice of the text.
        var end = rest.IndexOfAny('"', '\\');
        if (end >= 0 && rest[end] == '"' && rest[..end].IndexOfAnyInRange('\0', '\x1f') < 0)
        {
            at += end + 1;
            return Checked(rest[..end].ToString());
        }
        var builder = new StringBuilder();
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '"')
            {
                at++;
                return Checked(builder.ToString());
            }
            if (c < ' ')
            {
                Fail("A control character stands in a string.");
                return null;
            }
            if (c != '\\')
            {
                builder.Append(c);
                at++;
                continue;
            }
            if (!ReadEscape(builder))
                return null;
        }
        Fail("The document ends inside a string.");
        return null;
    }

    string? Checked(string value)
    {
        // Compiled patterns use these noncharacters as markers. IAM accepts no characters above U+00FF anyway.
        if (!Wildcard.ContainsMarker(value))
            return value;
        Fail("Unicode noncharacters U+FDD0 to U+FDD4 cannot stand in a policy.");
        return null;
    }

    bool ReadEscape(StringBuilder builder)
    {
        var escape = at + 1 < text.Length ? text[at + 1] : '\0';
        if (escape == 'u')
        {
            if (
                at + 6 > text.Length
                || !ushort.TryParse(
                    text.Slice(at + 2, 4),
                    System.Globalization.NumberStyles.AllowHexSpecifier,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var code
                )
            )
            {
                Fail("Four hexadecimal digits should follow \\u.");
                return false;
            }
            builder.Append((char)code);
            at += 6;
            return true;
        }
        char? plain = escape switch
        {
            '"' or '\\' or '/' => escape,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => null,
        };
        if (plain is null)
        {
            Fail("This is not an escape that JSON knows.");
            return false;
        }
        builder.Append(plain.Value);
        at += 2;
        return true;
    }
}
