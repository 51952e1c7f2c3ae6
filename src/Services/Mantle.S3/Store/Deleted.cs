namespace Mantle.S3.Store;

/// <summary>The result of a deletion.</summary>
/// <param name="Version">The deleted version, or the new delete marker; null where the bucket keeps no versions.</param>
/// <param name="IsDeleteMarker">Whether that is a delete marker.</param>
/// <param name="Found">Whether there was an object or version to delete.</param>
/// <param name="Refusal">Why nothing was deleted; null where it was.</param>
readonly record struct Deleted(string? Version, bool IsDeleteMarker, bool Found, Exception? Refusal = null);
