using System.Buffers;
using System.Text;

namespace Mantle.SigV4;

/// <summary>AWS's UriEncode: every byte except A-Z a-z 0-9 - . _ ~ becomes %XX in upper case.</summary>
static class UriEncoding
{
    static readonly SearchValues<char> PlainChars = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    );

    /// <summary>Encodes a path without decoding it: a percent sign becomes <c>%25</c>, slashes stay.</summary>
    public static void AppendPath(ref Utf8Buffer buffer, scoped ReadOnlySpan<char> path)
    {
        while (!path.IsEmpty)
        {
            var plain = path.IndexOfAnyExcept(PlainChars);
            if (plain < 0)
                plain = path.Length;
            if (plain == 0)
            {
                path = path[AppendOne(ref buffer, path, keepSlash: true)..];
                continue;
            }
            buffer.Append(path[..plain]);
            path = path[plain..];
        }
    }

    /// <summary>Decodes percent escapes and encodes the result, so that all spellings of the same bytes become equal.</summary>
    /// <param name="buffer">Receives the result.</param>
    /// <param name="text">Text as sent. An invalid escape is literal text.</param>
    /// <param name="keepSlash">Whether a slash stays a slash.</param>
    /// <param name="plusIsSpace">Whether a plus sign means a space, as it does in a query.</param>
    public static void AppendReencoded(ref Utf8Buffer buffer, scoped ReadOnlySpan<char> text, bool keepSlash, bool plusIsSpace)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(PlainChars);
            if (plain < 0)
                plain = text.Length;
            if (plain > 0)
            {
                buffer.Append(text[..plain]);
                text = text[plain..];
            }
            else if (text[0] == '%' && TryUnescape(text, out var value))
            {
                AppendByte(ref buffer, value, keepSlash);
                text = text[3..];
            }
            else if (text[0] == '+' && plusIsSpace)
            {
                AppendByte(ref buffer, (byte)' ', keepSlash);
                text = text[1..];
            }
            else
            {
                text = text[AppendOne(ref buffer, text, keepSlash)..];
            }
        }
    }

    /// <summary>Decodes a query value.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny('%', '+'))
            return text.ToString();
        using var buffer = new Utf8Buffer(stackalloc byte[256]);
        while (!text.IsEmpty)
        {
            if (text[0] == '%' && TryUnescape(text, out var value))
            {
                buffer.Append(value);
                text = text[3..];
                continue;
            }
            var next = text[1..].IndexOfAny('%', '+') + 1;
            if (next == 0)
                next = text.Length;
            if (text[0] == '+')
            {
                buffer.Append((byte)' ');
                next = 1;
            }
            else
            {
                buffer.Append(text[..next]);
            }
            text = text[next..];
        }
        return buffer.ToString();
    }

    /// <summary>Encodes one character outside the unreserved set; returns its number of UTF-16 units.</summary>
    static int AppendOne(ref Utf8Buffer buffer, scoped ReadOnlySpan<char> text, bool keepSlash)
    {
        Rune.DecodeFromUtf16(text, out var rune, out var used);
        Span<byte> bytes = stackalloc byte[4];
        var count = rune.EncodeToUtf8(bytes);
        foreach (var value in bytes[..count])
            AppendByte(ref buffer, value, keepSlash);
        return used;
    }

    static void AppendByte(ref Utf8Buffer buffer, byte value, bool keepSlash)
    {
        if (PlainChars.Contains((char)value) || (value == '/' && keepSlash))
        {
            buffer.Append(value);
            return;
        }
        var escape = buffer.Take(3);
        escape[0] = (byte)'%';
        escape[1] = Hex.UpperDigits[value >> 4];
        escape[2] = Hex.UpperDigits[value & 15];
    }

    static bool TryUnescape(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        if (text.Length < 3)
            return false;
        var high = Hex.Digit(text[1]);
        var low = Hex.Digit(text[2]);
        if (high < 0 || low < 0)
            return false;
        value = (byte)(high << 4 | low);
        return true;
    }
}
