namespace Mantle.S3.Store;

/// <summary>The object that an upload becomes.</summary>
sealed record Assembly(IReadOnlyList<StoredPart> Parts, string ETag, StoredChecksum? Checksum);
