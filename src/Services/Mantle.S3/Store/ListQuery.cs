namespace Mantle.S3.Store;

/// <summary>What to list, in the order of the keys' UTF-8 bytes.</summary>
/// <param name="Prefix">Only keys that begin with it.</param>
/// <param name="Delimiter">Keys with this after the prefix are grouped to a common prefix that ends with it; null for none.</param>
/// <param name="After">Only keys and common prefixes after this one; null to begin at the first.</param>
/// <param name="Limit">Most keys and common prefixes to return.</param>
sealed record ListQuery(string Prefix, string? Delimiter, string? After, int Limit);
