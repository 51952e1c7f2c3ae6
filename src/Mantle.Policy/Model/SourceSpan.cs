namespace Mantle.Policy;

/// <summary>A range of a policy's text, as in the simulator's <c>StartPosition</c> and <c>EndPosition</c>.</summary>
/// <param name="Start">Position of the first character.</param>
/// <param name="End">Position after the last character.</param>
public readonly record struct SourceSpan(SourcePosition Start, SourcePosition End);
