using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Mantle.Policy;

/// <summary>Base64 of binary conditions: the standard alphabet, padded.</summary>
static class Base64Text
{
    const int StackBytes = 512;

    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? decoded)
    {
        decoded = null;
        if (!Base64.IsValid(text, out var length))
            return false;
        decoded = new byte[length];
        return Convert.TryFromBase64String(text, decoded, out _);
    }

    /// <summary>Whether the text decodes to these bytes; null when it is not base64.</summary>
    public static bool? Decodes(string text, ReadOnlySpan<byte> expected)
    {
        if (!Base64.IsValid(text, out var length))
            return null;
        if (length != expected.Length)
            return false;
        var rented = length > StackBytes ? ArrayPool<byte>.Shared.Rent(length) : null;
        var buffer = rented is null ? stackalloc byte[StackBytes] : rented;
        var equal = Convert.TryFromBase64String(text, buffer, out var written) && buffer[..written].SequenceEqual(expected);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return equal;
    }
}
