namespace Mantle.Policy;

/// <summary>Parts of a statement that only explanations need. They are separate so that rows stay small.</summary>
/// <param name="Sid">The Sid in the pool; its start is -1 if there is none.</param>
/// <param name="Span">Its position in the text.</param>
readonly record struct StatementSource(Slice Sid, SourceSpan Span);
