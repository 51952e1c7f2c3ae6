namespace Mantle.Policy;

/// <summary>FNV-1a over characters: short code, the same in every process, and extendable by one character at a time.</summary>
static class PatternHash
{
    public const uint Seed = 2166136261;

    /// <summary>Longer literal prefixes are indexed by their first characters. The lengths that occur are bits of one word.</summary>
    public const int MaxPrefix = 63;

    public static uint Add(uint hash, char c) => (hash ^ c) * 16777619;

    // The low bits choose the slot of a table, and in FNV they are weak for short texts.
    public static int Finish(uint hash) => (int)(hash ^ (hash >> 15));

    public static int Of(ReadOnlySpan<char> text)
    {
        var hash = Seed;
        foreach (var c in text)
            hash = Add(hash, c);
        return Finish(hash);
    }

    /// <summary>A hash for a prefix, different from the hash of the same text as a whole.</summary>
    public static int OfPrefix(ReadOnlySpan<char> text) => ~Of(text);
}
