using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Mantle.Wire;

/// <summary>Decodes percent escapes of a path, in which a plus sign is a plus sign.</summary>
static class UriText
{
    /// <summary>Reads a text; false if an escape is broken or the bytes are not UTF-8.</summary>
    public static bool TryUnescape(ReadOnlySpan<char> text, out string result)
    {
        if (!text.Contains('%'))
        {
            result = text.ToString();
            return true;
        }
        result = "";
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        while (!text.IsEmpty)
        {
            if (text[0] == '%')
            {
                if (
                    text.Length < 3
                    || !byte.TryParse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[length])
                )
                    return false;
                length++;
                text = text[3..];
                continue;
            }
            var plain = text.IndexOf('%') is var next and >= 0 ? text[..next] : text;
            length += Encoding.UTF8.GetBytes(plain, bytes.AsSpan(length));
            text = text[plain.Length..];
        }
        if (!Utf8.IsValid(bytes.AsSpan(0, length)))
            return false;
        result = Encoding.UTF8.GetString(bytes, 0, length);
        return true;
    }
}
