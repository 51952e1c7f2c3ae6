namespace Mantle.S3.Store;

/// <summary>A key or a version to delete.</summary>
/// <param name="Key">The key.</param>
/// <param name="Version">Null to delete the key; otherwise the version's id, or <c>null</c>.</param>
readonly record struct Deletion(string Key, string? Version);
