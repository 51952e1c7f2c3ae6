namespace Mantle.S3.Store;

/// <summary>An upload in parts that is under way.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Key">The key of the object that it will be.</param>
/// <param name="Initiated">When it began.</param>
/// <param name="Initiator">ARN of who began it.</param>
/// <param name="Algorithm">The algorithm of its checksums; null when it was not said.</param>
/// <param name="ChecksumType">Whether the object's checksum is one of the whole or of the parts' checksums.</param>
/// <param name="Attributes">What will go with the object.</param>
sealed record Upload(
    string Id,
    string Key,
    DateTimeOffset Initiated,
    string Initiator,
    string? Algorithm,
    string? ChecksumType,
    StoredAttributes Attributes
);
