namespace Mantle.S3.Store;

/// <summary>Ranges of keys as bytes.</summary>
static class KeyRange
{
    /// <summary>Sorts after every key: UTF-8 has no such byte.</summary>
    public static readonly byte[] Beyond = [byte.MaxValue];

    /// <summary>The first key after all that begin with <paramref name="prefix"/>; null when there is none.</summary>
    public static byte[]? End(ReadOnlySpan<byte> prefix)
    {
        var length = prefix.Length;
        while (length > 0 && prefix[length - 1] == byte.MaxValue)
            length--;
        if (length == 0)
            return null;
        var end = prefix[..length].ToArray();
        end[^1]++;
        return end;
    }

    /// <summary>The first key of a listing; null when it would be after the last key.</summary>
    public static byte[]? Start(byte[] prefix, byte[]? delimiter, string? after)
    {
        if (string.IsNullOrEmpty(after))
            return prefix;
        var marker = ObjectRows.Bytes(after);
        if (marker.AsSpan().SequenceCompareTo(prefix) < 0)
            return prefix;
        // A marker within a common prefix continues after that prefix.
        if (marker.AsSpan().StartsWith(prefix) && RolledUp(marker, prefix.Length, delimiter) is { } rolled)
            return End(rolled);
        return [.. marker, 0];
    }

    /// <summary>The part of a key up to the first delimiter after the prefix; null when it has none.</summary>
    public static byte[]? RolledUp(byte[] key, int prefixLength, byte[]? delimiter)
    {
        if (delimiter is null)
            return null;
        var index = key.AsSpan(prefixLength).IndexOf(delimiter);
        return index < 0 ? null : key[..(prefixLength + index + delimiter.Length)];
    }
}
