namespace Mantle.SigV4;

/// <summary>Collects one line of framing across pieces of input, up to a bound.</summary>
sealed class FrameLine
{
    readonly byte[] buffer = new byte[Longest + 2];
    int length;

    /// <summary>Longest line taken, in bytes.</summary>
    public const int Longest = 8192;

    /// <summary>The line without its CR LF; good until the next call.</summary>
    public ReadOnlySpan<byte> Text => buffer.AsSpan(0, length - 2);

    /// <summary>Takes input up to the end of the line.</summary>
    /// <returns>
    /// True when the line is complete; false when more is needed, or when it is too long: see <paramref name="tooLong"/>.
    /// </returns>
    public bool Take(ReadOnlySpan<byte> input, int longest, out int taken, out bool tooLong)
    {
        taken = 0;
        tooLong = false;
        while (taken < input.Length)
        {
            var feed = input[taken..].IndexOf((byte)'\n');
            var piece = feed < 0 ? input[taken..] : input.Slice(taken, feed + 1);
            if (piece.Length > longest + 2 - length)
            {
                tooLong = true;
                return false;
            }
            piece.CopyTo(buffer.AsSpan(length));
            length += piece.Length;
            taken += piece.Length;
            // A line feed alone belongs to the line: S3's documentation ends a trailer's value with one.
            if (feed >= 0 && length >= 2 && buffer[length - 2] == '\r')
                return true;
        }
        return false;
    }

    public void Clear() => length = 0;
}
