namespace Mantle.Policy;

/// <summary>What only explanations need of a statement, kept apart so that rows stay small.</summary>
/// <param name="Sid">The Sid in the pool; a start of -1 says there is none.</param>
/// <param name="Span">Its place in the text.</param>
readonly record struct StatementSource(Slice Sid, SourceSpan Span);
