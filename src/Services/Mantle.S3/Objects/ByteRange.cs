using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

/// <summary>A range of bytes that a request asks for (RFC 9110, 14).</summary>
/// <param name="Start">First byte.</param>
/// <param name="Length">Number of bytes.</param>
readonly record struct ByteRange(long Start, long Length)
{
    /// <summary>
    /// Reads a Range header; null where there is none, or one that S3 ignores: another unit, several ranges, invalid text.
    /// </summary>
    /// <exception cref="Wire.ApiException">The range lies beyond the object.</exception>
    public static ByteRange? Parse(string? header, long size)
    {
        if (header is null || !header.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            return null;
        var text = header.AsSpan("bytes=".Length).Trim();
        var hyphen = text.IndexOf('-');
        if (hyphen < 0 || text.Contains(','))
            return null;
        var (hasFirst, hasLast) = (TryParse(text[..hyphen], out var first), TryParse(text[(hyphen + 1)..], out var last));
        if (hyphen == 0)
        {
            if (!hasLast)
                return null;
            if (last == 0 || size == 0)
                throw Beyond(header, size);
            return new ByteRange(Math.Max(0, size - last), Math.Min(last, size));
        }
        if (!hasFirst || (!hasLast && hyphen < text.Length - 1) || (hasLast && last < first))
            return null;
        if (first >= size)
            throw Beyond(header, size);
        return new ByteRange(first, (hasLast ? Math.Min(last, size - 1) : size - 1) - first + 1);
    }

    public string Header(long size) => string.Create(CultureInfo.InvariantCulture, $"bytes {Start}-{Start + Length - 1}/{size}");

    static bool TryParse(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    static Wire.ApiException Beyond(string header, long size) =>
        Errors.InvalidRange().With(("RangeRequested", header), ("ActualObjectSize", size.ToString(CultureInfo.InvariantCulture)));
}
