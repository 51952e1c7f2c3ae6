namespace Mantle.SigV4;

/// <summary>Collects one line of the encoding across pieces of input, up to a maximum length.</summary>
sealed class FrameLine
{
    readonly byte[] buffer = new byte[Longest + 2];
    int length;

    /// <summary>Maximum length of a line, in bytes.</summary>
    public const int Longest = 8192;

    /// <summary>The line without its CR LF; valid until the next call.</summary>
    public ReadOnlySpan<byte> Text => buffer.AsSpan(0, length - 2);

    /// <summary>Reads input up to the end of the line.</summary>
    /// <returns>
    /// True if the line is complete; false if more input is needed, or if the line is too long: see <paramref name="tooLong"/>.
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
            // A line feed without CR is part of the line: in S3's documentation one ends a trailer's value.
            if (feed >= 0 && length >= 2 && buffer[length - 2] == '\r')
                return true;
        }
        return false;
    }

    public void Clear() => length = 0;
}
