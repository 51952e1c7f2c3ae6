using Mantle.S3.Store.Checksums;

namespace Mantle.S3.Store;

/// <summary>A checksum in base64; of the whole object, or of its parts' checksums, a hyphen and their number.</summary>
/// <param name="Algorithm">One of <see cref="ChecksumAlgorithms"/>.</param>
/// <param name="Type"><c>FULL_OBJECT</c> or <c>COMPOSITE</c>.</param>
/// <param name="Value">The checksum.</param>
sealed record StoredChecksum(string Algorithm, string Type, string Value)
{
    public const string FullObject = "FULL_OBJECT",
        Composite = "COMPOSITE";

    /// <summary>The value if it is of this algorithm.</summary>
    public string? If(string algorithm) => algorithm == Algorithm ? Value : null;
}
