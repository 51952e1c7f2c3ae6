namespace Mantle.Policy;

/// <summary>A stretch of a policy's text, as the simulator's <c>StartPosition</c> and <c>EndPosition</c>.</summary>
/// <param name="Start">The first character.</param>
/// <param name="End">The place just after the last character.</param>
public readonly record struct SourceSpan(SourcePosition Start, SourcePosition End);
