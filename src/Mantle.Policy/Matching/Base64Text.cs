using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Mantle.Policy;

/// <summary>Base64 in binary conditions: the standard alphabet with padding; white space is ignored.</summary>
static class Base64Text
{
    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? decoded)
    {
        decoded = null;
        if (!Base64.IsValid(text, out var length))
            return false;
        decoded = new byte[length];
        return Convert.TryFromBase64String(text, decoded, out _);
    }

    /// <summary>Whether the text decodes to these bytes; null if it is not base64. Compares while reading, without a buffer.</summary>
    public static bool? Decodes(ReadOnlySpan<char> text, ReadOnlySpan<byte> expected)
    {
        if (!Base64.IsValid(text, out var length))
            return null;
        if (length != expected.Length)
            return false;
        int bits = 0,
            count = 0,
            at = 0;
        foreach (var c in text)
        {
            if (at == length)
                break;
            var value = Value(c);
            if (value < 0)
                continue;
            bits = (bits << 6) | value;
            count += 6;
            if (count < 8)
                continue;
            count -= 8;
            if ((byte)(bits >> count) != expected[at++])
                return false;
        }
        return true;
    }

    static int Value(char c) =>
        c switch
        {
            >= 'A' and <= 'Z' => c - 'A',
            >= 'a' and <= 'z' => c - 'a' + 26,
            >= '0' and <= '9' => c - '0' + 52,
            '+' => 62,
            '/' => 63,
            _ => -1,
        };
}
