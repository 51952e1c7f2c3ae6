using Mantle.S3.Store;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>
/// The checksum that a request asks S3 to keep: <c>x-amz-checksum-algorithm</c> and <c>x-amz-checksum-type</c>, in upper or lower case.
/// </summary>
static class RequestedChecksum
{
    static readonly string Supported = string.Join(
        ", ",
        ChecksumAlgorithms.All.Where(ChecksumAlgorithms.IsSupported).Order(StringComparer.Ordinal)
    );

    /// <summary>The algorithm by its name on the wire; null where the request names none.</summary>
    /// <exception cref="Wire.ApiException">S3 has no such algorithm, or Mantle does not support it.</exception>
    public static string? Algorithm(string? requested)
    {
        if (requested is null)
            return null;
        var algorithm =
            ChecksumAlgorithms.Find(requested)
            ?? throw Errors.InvalidRequest(
                $"Checksum algorithm provided is unsupported. Please try again with any of the valid types: [{Supported}]"
            );
        return ChecksumAlgorithms.IsSupported(algorithm) ? algorithm : throw Unsupported.Header("x-amz-checksum-algorithm");
    }

    /// <summary>The type by its name on the wire; null where the request names none.</summary>
    /// <exception cref="Wire.ApiException">S3 has no such type.</exception>
    public static string? Type(string? requested) =>
        requested?.ToUpperInvariant() switch
        {
            null => null,
            StoredChecksum.FullObject => StoredChecksum.FullObject,
            StoredChecksum.Composite => StoredChecksum.Composite,
            _ => throw Errors.InvalidRequest("Value for x-amz-checksum-type header is invalid."),
        };
}
