namespace Mantle.S3.Store;

/// <summary>A stored object: its metadata, and where its data is.</summary>
sealed record StoredObject
{
    public required string Key { get; init; }

    /// <summary>
    /// The version id; null for the version <c>null</c>, which is written where versions are not kept. The answer to such a write has none.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>Whether this is a delete marker.</summary>
    public bool IsDeleteMarker { get; init; }

    /// <summary>When a newer version replaced it; null for the current one.</summary>
    public DateTimeOffset? Replaced { get; init; }

    /// <summary>The file with the data; null where the data is in the parts of an upload.</summary>
    public string? Blob { get; init; }

    /// <summary>The sealed key of the file; null for a file that was written before Mantle encrypted data.</summary>
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
