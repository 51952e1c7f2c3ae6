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
