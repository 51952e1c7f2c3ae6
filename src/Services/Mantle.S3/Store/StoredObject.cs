using Mantle.S3.Store.Checksums;

namespace Mantle.S3.Store;

/// <summary>An object as it is stored: where its data is, and what is known of it.</summary>
sealed record StoredObject
{
    public required string Key { get; init; }

    /// <summary>The version's id; null for the version that is called <c>null</c>.</summary>
    public string? Version { get; init; }

    /// <summary>Whether this is not an object but the mark that it was deleted.</summary>
    public bool IsDeleteMarker { get; init; }

    /// <summary>When a newer version took its place; null for the current one.</summary>
    public DateTimeOffset? Replaced { get; init; }

    /// <summary>The file with the data; null where it is in the parts of an upload.</summary>
    public string? Blob { get; init; }

    /// <summary>The sealed key of the file; null for one of before data was encrypted.</summary>
    public byte[]? DataKey { get; init; }

    /// <summary>The upload whose parts hold the data.</summary>
    public string? Upload { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Without its quotation marks.</summary>
    public required string ETag { get; init; }

    public required DateTimeOffset Modified { get; init; }

    public StoredChecksum? Checksum { get; init; }

    public required StoredAttributes Attributes { get; init; }
}

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

/// <summary>A bucket as the object store knows it.</summary>
/// <param name="Id">The bucket's own number, which no other bucket ever has.</param>
/// <param name="Versioning">Whether it keeps versions.</param>
/// <param name="ExistsAsync">Whether it is still there, asked before anything is put into it.</param>
sealed record BucketReference(long Id, Entities.Versioning Versioning, Func<ValueTask<bool>> ExistsAsync);
