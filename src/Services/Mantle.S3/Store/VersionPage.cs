namespace Mantle.S3.Store;

/// <summary>A page of versions.</summary>
/// <param name="Versions">The versions and delete markers, by key, from the newest to the oldest, each with whether it is the key's
/// newest.</param>
/// <param name="CommonPrefixes">The common prefixes.</param>
/// <param name="LastKey">The last key or common prefix.</param>
/// <param name="LastVersion">The last version's id; null after a common prefix.</param>
/// <param name="IsTruncated">Whether there is more.</param>
sealed record VersionPage(
    IReadOnlyList<(StoredObject Version, bool IsLatest)> Versions,
    IReadOnlyList<string> CommonPrefixes,
    string? LastKey,
    string? LastVersion,
    bool IsTruncated
);
