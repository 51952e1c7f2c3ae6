namespace Mantle.S3.Store;

/// <summary>What to list, in the order of the keys' UTF-8 bytes.</summary>
/// <param name="Prefix">Only keys that begin with it.</param>
/// <param name="Delimiter">Keys with this after the prefix are rolled up to the part that ends with it; null for none.</param>
/// <param name="After">Only what comes after this key or rolled-up part; null for the beginning.</param>
/// <param name="Limit">Most keys and rolled-up parts to return.</param>
sealed record ListQuery(string Prefix, string? Delimiter, string? After, int Limit);
