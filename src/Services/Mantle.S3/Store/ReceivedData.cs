namespace Mantle.S3.Store;

/// <summary>
/// Completely received data: a durable file that no object refers to yet. Disposing deletes it, unless an object took it over.
/// </summary>
sealed class ReceivedData(BlobFolder folder, string blob) : IDisposable
{
    public string Blob => blob;

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The sealed key of the data.</summary>
    public required byte[] Key { get; init; }

    public required byte[] Md5 { get; init; }

    public required IReadOnlyList<StoredChecksum> Checksums { get; init; }

    /// <summary>The checksum of a requested algorithm.</summary>
    public StoredChecksum Checksum(string algorithm) => Checksums.First(checksum => checksum.Algorithm == algorithm);

    public string ETag => Convert.ToHexStringLower(Md5);

    /// <summary>True once an object refers to the file.</summary>
    public bool IsTaken { get; set; }

    public void Dispose()
    {
        if (!IsTaken)
            folder.Delete(blob);
    }
}
