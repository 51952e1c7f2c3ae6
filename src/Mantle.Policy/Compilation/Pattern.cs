namespace Mantle.Policy;

/// <summary>A pattern as a slice of the policy's character pool.</summary>
/// <param name="Offset">Its start in the pool.</param>
/// <param name="Length">Its number of characters, markers included.</param>
/// <param name="LiteralLength">Number of characters before the first wildcard or variable.</param>
/// <param name="Kind">How to match it.</param>
readonly record struct Pattern(int Offset, int Length, int LiteralLength, PatternKind Kind)
{
    public ReadOnlySpan<char> In(ReadOnlySpan<char> pool) => pool.Slice(Offset, Length);

    public ReadOnlySpan<char> LiteralIn(ReadOnlySpan<char> pool) => pool.Slice(Offset, LiteralLength);

    /// <summary>Whether the text matches. Not for patterns with variables.</summary>
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
