namespace Mantle.Policy;

/// <summary>A part of a compiled pattern.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="Text">The text of a literal, or the default value of a variable; null where it has none.</param>
/// <param name="Variable">The context key of a variable.</param>
public readonly record struct PatternPart(PatternPartKind Kind, string? Text = null, ContextKey? Variable = null);
