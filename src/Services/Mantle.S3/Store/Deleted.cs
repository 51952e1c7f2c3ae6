namespace Mantle.S3.Store;

/// <summary>The result of a deletion.</summary>
/// <param name="Version">The deleted version, or the new delete marker; null where the bucket keeps no versions.</param>
/// <param name="IsDeleteMarker">Whether that is a delete marker.</param>
/// <param name="Found">Whether there was an object or version to delete.</param>
/// <param name="IsProtected">Whether a lock prevented the deletion.</param>
readonly record struct Deleted(string? Version, bool IsDeleteMarker, bool Found, bool IsProtected = false);
