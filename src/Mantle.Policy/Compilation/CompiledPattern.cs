using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>A pattern of a compiled statement as a list of parts: literal text, wildcards and variables.</summary>
/// <param name="Parts">The parts, in order. An empty list matches the empty text.</param>
public sealed record CompiledPattern(ImmutableArray<PatternPart> Parts)
{
    /// <summary>Whether the pattern matches everything.</summary>
    public bool MatchesAll => Parts is [{ Kind: PatternPartKind.AnyCharacters }];

    /// <summary>Whether the pattern is literal text.</summary>
    public bool IsLiteral => Parts is [] or [{ Kind: PatternPartKind.Literal }];

    /// <inheritdoc/>
    public bool Equals(CompiledPattern? other) => other is not null && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Length == 0 ? 0 : HashCode.Combine(Parts.Length, Parts[0], Parts[^1]);

    /// <summary>The pattern in policy syntax.</summary>
    public override string ToString() =>
        string.Concat(
            Parts.Select(part =>
                part.Kind switch
                {
                    PatternPartKind.Literal => part.Text,
                    PatternPartKind.AnyCharacters or PatternPartKind.AnyCharactersInSegment => "*",
                    PatternPartKind.OneCharacter or PatternPartKind.OneCharacterInSegment => "?",
                    _ => part.Text is null ? $"${{{part.Variable}}}" : $"${{{part.Variable}, '{part.Text}'}}",
                }
            )
        );
}
