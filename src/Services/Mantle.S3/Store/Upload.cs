namespace Mantle.S3.Store;

/// <summary>A multipart upload in progress.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The key of the future object.</param>
/// <param name="Initiated">When it began.</param>
/// <param name="Initiator">ARN of the caller who began it.</param>
/// <param name="Algorithm">The algorithm of its checksums; null where the request named none.</param>
/// <param name="ChecksumType">Whether the object's checksum covers the whole object or the parts' checksums.</param>
/// <param name="Attributes">The attributes of the future object.</param>
sealed record Upload(
    string Id,
    string Key,
    DateTimeOffset Initiated,
    string Initiator,
    string? Algorithm,
    string? ChecksumType,
    StoredAttributes Attributes
);
