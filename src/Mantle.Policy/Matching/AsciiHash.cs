namespace Mantle.Policy;

/// <summary>FNV-1a over characters with ASCII letters folded: the same for two names that differ in case only.</summary>
static class AsciiHash
{
    public static int IgnoreCase(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ Lower(c)) * 16777619u;
        // The low bits choose the slot of a table, and FNV leaves them weak for short texts.
        return (int)(hash ^ (hash >> 15));
    }

    static uint Lower(char c) => (uint)(c - 'A') <= 'Z' - 'A' ? c | 0x20u : c;
}
