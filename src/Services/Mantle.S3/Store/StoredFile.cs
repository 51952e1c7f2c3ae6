namespace Mantle.S3.Store;

/// <summary>A file of the store.</summary>
/// <param name="Blob">Its name.</param>
/// <param name="Size">Bytes of its data.</param>
/// <param name="Key">The sealed key of its data; null for a file that was written before Mantle encrypted data.</param>
readonly record struct StoredFile(string Blob, long Size, byte[]? Key);
