namespace Mantle.Policy;

/// <summary>A pattern as a slice of its policy's pool of characters.</summary>
/// <param name="Offset">Where it begins in the pool.</param>
/// <param name="Length">Its characters, markers included.</param>
/// <param name="LiteralLength">How many characters come before the first wildcard or variable.</param>
/// <param name="Kind">How it is matched.</param>
readonly record struct Pattern(int Offset, int Length, int LiteralLength, PatternKind Kind)
{
    public ReadOnlySpan<char> In(ReadOnlySpan<char> pool) => pool.Slice(Offset, Length);

    public ReadOnlySpan<char> LiteralIn(ReadOnlySpan<char> pool) => pool.Slice(Offset, LiteralLength);

    /// <summary>Whether the text matches; not for patterns with variables.</summary>
    public bool IsMatch(ReadOnlySpan<char> pool, ReadOnlySpan<char> text) =>
        Kind switch
        {
            PatternKind.All => true,
            PatternKind.Exact => text.SequenceEqual(In(pool)),
            PatternKind.Prefix => text.StartsWith(LiteralIn(pool)),
            PatternKind.Wildcards => text.StartsWith(LiteralIn(pool)) && Wildcard.IsMatch(In(pool), text),
            _ => false,
        };
}
