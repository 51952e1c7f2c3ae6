namespace Mantle.S3.Store;

/// <summary>A page of multipart uploads in progress.</summary>
/// <param name="Uploads">The uploads.</param>
/// <param name="CommonPrefixes">The common prefixes.</param>
/// <param name="LastKey">The last key or common prefix of the page.</param>
/// <param name="LastUploadId">The last upload's id; empty after a common prefix.</param>
/// <param name="IsTruncated">Whether there is more.</param>
sealed record UploadPage(
    IReadOnlyList<Upload> Uploads,
    IReadOnlyList<string> CommonPrefixes,
    string LastKey,
    string LastUploadId,
    bool IsTruncated
);
