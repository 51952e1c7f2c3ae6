namespace Mantle.S3.Store;

/// <summary>A page of uploads under way.</summary>
/// <param name="Uploads">The uploads.</param>
/// <param name="CommonPrefixes">Rolled-up keys.</param>
/// <param name="LastKey">The last key or rolled-up part of the page.</param>
/// <param name="LastUploadId">The last upload's id; empty after a rolled-up part.</param>
/// <param name="IsTruncated">Whether there is more.</param>
sealed record UploadPage(
    IReadOnlyList<Upload> Uploads,
    IReadOnlyList<string> CommonPrefixes,
    string LastKey,
    string LastUploadId,
    bool IsTruncated
);
