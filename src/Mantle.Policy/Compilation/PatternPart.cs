namespace Mantle.Policy;

/// <summary>A part of a compiled pattern.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="Text">A literal's text, or a variable's default value; otherwise null.</param>
/// <param name="Variable">A variable's context key.</param>
public readonly record struct PatternPart(PatternPartKind Kind, string? Text = null, ContextKey? Variable = null);
