using System.IO.Compression;
using Mantle.CloudTrail.Trails;
using Mantle.Core.Accounts;
using Mantle.S3;
using Trail = Mantle.CloudTrail.Entities.Trail;

namespace Mantle.CloudTrail.Delivery;

/// <summary>Writes the files of a trail: to its bucket as CloudTrail's caller, and to the server's folder if it has one.</summary>
/// <param name="objects">What services do in buckets.</param>
/// <param name="account">The account of the trail.</param>
/// <param name="trail">The trail.</param>
/// <param name="folder">The server's folder for copies; null for none.</param>
sealed class TrailFiles(ServiceObjects objects, Account account, Trail trail, string? folder)
{
    /// <summary>Compresses and writes a file. One with the same key is replaced, by the same content.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="content">The uncompressed content.</param>
    /// <param name="metadata">The object's metadata; null for none.</param>
    /// <param name="cancellation">Cancels the write.</param>
    /// <exception cref="Wire.ApiException">S3 refused the object.</exception>
    public async Task WriteAsync(
        string key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellation
    )
    {
        var compressed = Compress(content.Span);
        if (folder is not null)
            await FolderCopy.WriteAsync(folder, $"{trail.Bucket}/{key}", compressed, metadata, cancellation);
        await objects.PutAsync(
            account,
            TrailBucket.CallerFor(trail.ArnIn(account.Id)),
            trail.HomeRegion,
            TrailBucket.Put(trail.Bucket, key) with
            {
                Metadata = metadata,
            },
            compressed,
            cancellation
        );
    }

    static byte[] Compress(ReadOnlySpan<byte> content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return compressed.ToArray();
    }
}
