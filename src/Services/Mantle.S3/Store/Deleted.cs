namespace Mantle.S3.Store;

/// <summary>What became of a deletion.</summary>
/// <param name="Version">The version that was deleted, or the delete marker that was made; null where the bucket keeps none.</param>
/// <param name="IsDeleteMarker">Whether that is a delete marker.</param>
/// <param name="Found">Whether there was anything to delete.</param>
/// <param name="IsProtected">Whether a lock kept it from being deleted.</param>
readonly record struct Deleted(string? Version, bool IsDeleteMarker, bool Found, bool IsProtected = false);
