namespace Mantle.S3.Store;

/// <summary>What to delete: a key, or one of its versions.</summary>
/// <param name="Key">The key.</param>
/// <param name="Version">Null to delete the key; else the version's id, or <c>null</c>.</param>
readonly record struct Deletion(string Key, string? Version);
