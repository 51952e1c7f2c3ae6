using System.Buffers;
using System.Security.Cryptography;
using Mantle.Core.Secrets;
using Mantle.S3.Store.Checksums;

namespace Mantle.S3.Store;

/// <summary>
/// Writes data from a stream to an encrypted file and calculates its checksums. Memory use does not depend on the length.
/// </summary>
static class Reception
{
    const int SegmentsAtOnce = 2,
        BufferSize = SegmentsAtOnce * Segments.Size;

    /// <summary>Reads the stream to its end. Passes on what the stream throws, and then leaves no file behind.</summary>
    /// <param name="folder">Where the file goes.</param>
    /// <param name="keys">Seals the file's key.</param>
    /// <param name="blob">The file's name.</param>
    /// <param name="source">The data; its end means that all of it was verified.</param>
    /// <param name="algorithms">The checksums to calculate besides the MD5; all of them supported.</param>
    /// <param name="limit">Largest size in bytes.</param>
    /// <param name="tooLarge">What to throw when there is more.</param>
    /// <param name="cancellation">Cancels the reception.</param>
    public static async Task<ReceivedData> ReceiveAsync(
        BlobFolder folder,
        DataKeys keys,
        string blob,
        Stream source,
        IReadOnlyList<string> algorithms,
        long limit,
        Func<Exception> tooLarge,
        CancellationToken cancellation
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var encrypted = ArrayPool<byte>.Shared.Rent(SegmentsAtOnce * Segments.StoredSize);
        var key = new byte[DataKeys.KeyLength];
        using var segments = Segments.New(key);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var checksums = algorithms.Select(algorithm => ChecksumCalculation.Create(algorithm)!).ToArray();
        try
        {
            var (size, written, number) = (0L, 0L, 0L);
            using (var file = folder.Create(blob))
            {
                while (await FillAsync(source, buffer, cancellation) is > 0 and var count)
                {
                    if (size + count > limit)
                        throw tooLarge();
                    md5.AppendData(buffer, 0, count);
                    foreach (var checksum in checksums)
                        checksum.Append(buffer.AsSpan(0, count));
                    var length = 0;
                    for (var at = 0; at < count; at += Segments.Size)
                        length += segments.Seal(number++, buffer.AsSpan(at, Math.Min(Segments.Size, count - at)), encrypted.AsSpan(length));
                    await RandomAccess.WriteAsync(file, encrypted.AsMemory(0, length), written, cancellation);
                    size += count;
                    written += length;
                }
                RandomAccess.FlushToDisk(file);
            }
            return new ReceivedData(folder, blob)
            {
                Size = size,
                Key = keys.Seal(blob, size, key),
                Md5 = md5.GetHashAndReset(),
                Checksums =
                [
                    .. checksums.Zip(
                        algorithms,
                        (checksum, algorithm) =>
                            new StoredChecksum(algorithm, StoredChecksum.FullObject, Convert.ToBase64String(checksum.Finish()))
                    ),
                ],
            };
        }
        catch
        {
            folder.Delete(blob);
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<byte>.Shared.Return(encrypted);
            foreach (var checksum in checksums)
                checksum.Dispose();
        }
    }

    /// <summary>Reads until the buffer is full or the stream ends: fewer, larger writes.</summary>
    static async ValueTask<int> FillAsync(Stream source, byte[] buffer, CancellationToken cancellation)
    {
        var filled = 0;
        while (
            filled < BufferSize && await source.ReadAsync(buffer.AsMemory(filled, BufferSize - filled), cancellation) is > 0 and var count
        )
            filled += count;
        return filled;
    }
}
