namespace Mantle.Core.Secrets;

/// <summary>
/// Base32 without padding (<see href="https://www.rfc-editor.org/rfc/rfc4648#section-6"/>), the format of seeds for authenticator apps.
/// </summary>
public static class Base32
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[(bytes.Length * 8 + 4) / 5];
        int buffer = 0,
            bits = 0,
            at = 0;
        foreach (var value in bytes)
        {
            buffer = ((buffer << 8) | value) & 0xFFF;
            for (bits += 8; bits >= 5; bits -= 5)
                text[at++] = Alphabet[(buffer >> (bits - 5)) & 31];
        }
        if (bits > 0)
            text[at] = Alphabet[(buffer << (5 - bits)) & 31];
        return new string(text);
    }

    /// <exception cref="FormatException">The text contains an invalid character.</exception>
    public static byte[] Decode(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        int buffer = 0,
            bits = 0,
            at = 0;
        foreach (var c in text)
        {
            var value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0)
                throw new FormatException($"'{c}' is not a base32 digit.");
            buffer = ((buffer << 5) | value) & 0xFFF;
            bits += 5;
            if (bits < 8)
                continue;
            bits -= 8;
            bytes[at++] = (byte)(buffer >> bits);
        }
        return bytes;
    }
}
