namespace Mantle.Policy;

/// <summary>What only explanations need of a statement, kept apart so that rows stay small.</summary>
/// <param name="Sid">The Sid in the pool; its start is -1 in a statement without one.</param>
/// <param name="Span">Its place in the text.</param>
readonly record struct StatementSource(Slice Sid, SourceSpan Span);
