using System.Text;

namespace Mantle.Core.Catalog;

/// <summary>
/// A sorted text file embedded in the assembly, searched directly in the memory where the operating system has mapped the assembly.
/// Nothing is read at start-up, and unused parts take no memory. <c>eng/catalog/refresh.mjs</c> writes these files.
/// </summary>
public sealed unsafe class SortedLines
{
    readonly byte* start;
    readonly int length;

    public SortedLines(string resource)
    {
        var stream = (UnmanagedMemoryStream)(
            typeof(SortedLines).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not embedded.")
        );
        // The assembly stays mapped while the process lives; the stream only gives the address.
        start = stream.PositionPointer;
        length = checked((int)stream.Length);
    }

    /// <summary>The line with a key, ignoring case.</summary>
    public bool TryFind(ReadOnlySpan<char> key, out Line line)
    {
        line = LineAt(Seek(key));
        return line.Length > 0 && Compare(line.KeyBytes, key) == 0;
    }

    /// <summary>All lines from the first one whose key is at or after <paramref name="key"/>, in order.</summary>
    public IEnumerable<Line> From(string key)
    {
        for (var at = Seek(key); at < length; )
        {
            var line = LineAt(at);
            yield return line;
            at += line.Length + 1;
        }
    }

    /// <summary>All lines whose key has a prefix, ignoring case.</summary>
    public IEnumerable<Line> StartingWith(string prefix) => From(prefix).TakeWhile(line => line.KeyStartsWith(prefix));

    /// <summary>Offset of the first line whose key is at or after <paramref name="key"/>.</summary>
    int Seek(ReadOnlySpan<char> key)
    {
        var (low, high) = (0, length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var line = LineAt(LineStart(middle));
            if (Compare(line.KeyBytes, key) < 0)
                low = line.Start + line.Length + 1;
            else
                high = line.Start;
        }
        return low;
    }

    Line LineAt(int at)
    {
        if (at >= length)
            return default;
        var end = Bytes(at, length - at).IndexOf((byte)'\n');
        return new(this, at, end);
    }

    int LineStart(int at) => Bytes(0, at).LastIndexOf((byte)'\n') + 1;

    ReadOnlySpan<byte> Bytes(int at, int count) => new(start + at, count);

    /// <summary>Compares bytes with characters in the order of the files: ASCII letters in lower case.</summary>
    static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<char> right)
    {
        var shared = Math.Min(left.Length, right.Length);
        for (var i = 0; i < shared; i++)
        {
            var difference = Lower((char)left[i]) - Lower(right[i]);
            if (difference != 0)
                return difference;
        }
        return left.Length - right.Length;
    }

    static char Lower(char c) => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;

    /// <summary>One line: fields separated by tabs; the first field is the key.</summary>
    public readonly record struct Line(SortedLines Owner, int Start, int Length)
    {
        public ReadOnlySpan<byte> KeyBytes => FieldBytes(0);

        public bool KeyStartsWith(ReadOnlySpan<char> prefix) =>
            KeyBytes is var key && key.Length >= prefix.Length && Compare(key[..prefix.Length], prefix) == 0;

        public string Field(int index) => Encoding.UTF8.GetString(FieldBytes(index));

        /// <summary>The items of a list field.</summary>
        public string[] List(int index) => Field(index).Split('|', StringSplitOptions.RemoveEmptyEntries);

        public ReadOnlySpan<byte> FieldBytes(int index)
        {
            var rest = Owner.Bytes(Start, Length);
            for (; index > 0; index--)
                rest = rest[(rest.IndexOf((byte)'\t') + 1)..];
            var end = rest.IndexOf((byte)'\t');
            return end < 0 ? rest : rest[..end];
        }
    }
}
