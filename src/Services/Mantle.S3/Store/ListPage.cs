namespace Mantle.S3.Store;

/// <summary>A page of a listing.</summary>
/// <param name="Objects">The objects.</param>
/// <param name="CommonPrefixes">The common prefixes.</param>
/// <param name="Last">The last key or common prefix of the page, after which the next page starts; null when the page is empty.</param>
/// <param name="IsTruncated">Whether there is more.</param>
sealed record ListPage(IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> CommonPrefixes, string? Last, bool IsTruncated);
