using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mantle.SigV4;

static class Hex
{
    /// <summary>Number of characters in a signature or a SHA-256.</summary>
    public const int Sha256Length = SHA256.HashSizeInBytes * 2;

    public static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF");

    public static ReadOnlySpan<byte> UpperDigits => "0123456789ABCDEF"u8;

    public static void Write(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        var digits = "0123456789abcdef"u8;
        for (var i = 0; i < bytes.Length; i++)
        {
            destination[i * 2] = digits[bytes[i] >> 4];
            destination[i * 2 + 1] = digits[bytes[i] & 15];
        }
    }

    public static int Digit(char c) =>
        c switch
        {
            >= '0' and <= '9' => c - '0',
            >= 'a' and <= 'f' => c - 'a' + 10,
            >= 'A' and <= 'F' => c - 'A' + 10,
            _ => -1,
        };

    /// <summary>Compares a signature with the expected one in constant time.</summary>
    public static bool SignatureEquals(ReadOnlySpan<byte> expected, ReadOnlySpan<char> provided)
    {
        if (provided.Length != expected.Length)
            return false;
        Span<byte> ascii = stackalloc byte[Sha256Length];
        for (var i = 0; i < provided.Length; i++)
            ascii[i] = provided[i] < 0x80 ? (byte)provided[i] : (byte)0;
        return CryptographicOperations.FixedTimeEquals(expected, ascii[..provided.Length]);
    }

    /// <summary>Bytes in hexadecimal, separated by spaces, as S3 prints them.</summary>
    public static string Spaced(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var printed = new StringBuilder(bytes.Length * 3);
        foreach (var value in bytes)
        {
            if (printed.Length > 0)
                printed.Append(' ');
            printed.Append(value.ToString("x2", CultureInfo.InvariantCulture));
        }
        return printed.ToString();
    }

    /// <summary>Parses a number of at most 15 digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> digits, out long number)
    {
        number = 0;
        if (digits.IsEmpty || digits.Length > 15)
            return false;
        foreach (var digit in digits)
        {
            var value = Digit((char)digit);
            if (value < 0)
                return false;
            number = number << 4 | (uint)value;
        }
        return true;
    }
}
