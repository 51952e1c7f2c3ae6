namespace Mantle.S3.Store;

/// <summary>A part of an upload, or of an object that was uploaded in parts.</summary>
/// <param name="Number">1 to 10,000.</param>
/// <param name="Blob">The file with its data.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">Without its quotation marks.</param>
/// <param name="Modified">When it was uploaded.</param>
/// <param name="Checksum">The part's own checksum.</param>
/// <param name="DataKey">The sealed key of the file; null for a file that was written before Mantle encrypted data.</param>
sealed record StoredPart(
    int Number,
    string Blob,
    long Size,
    string ETag,
    DateTimeOffset Modified,
    StoredChecksum? Checksum,
    byte[]? DataKey
);
