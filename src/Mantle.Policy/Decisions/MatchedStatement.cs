namespace Mantle.Policy;

/// <summary>A statement that matched the request.</summary>
/// <param name="Layer">The layer of its policy.</param>
/// <param name="Level">The organization level, as in <see cref="Decision.Level"/>; -1 for other layers.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="StatementIndex">Its index in the policy, from 0.</param>
/// <param name="Sid">Its <c>Sid</c>; null if it has none.</param>
/// <param name="Effect">Whether it allows or denies.</param>
/// <param name="Span">Its position in the policy's text.</param>
public sealed record MatchedStatement(
    PolicyLayer Layer,
    int Level,
    PolicySource Policy,
    int StatementIndex,
    string? Sid,
    Effect Effect,
    SourceSpan Span
)
{
    /// <summary>Its policy's index in the layer, from 0; for an organization, level after level.</summary>
    public int PolicyIndex { get; init; }
}
