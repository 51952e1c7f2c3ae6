using Mantle.Core.Authorization;
using Mantle.S3.Encryption;
using Mantle.S3.Objects;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3.Multipart;

[Operation]
static class UploadPartCopy
{
    public static async ValueTask<CopyBuckets> PrepareAsync(UploadPartCopyRequest r, Call c, CancellationToken cancellation)
    {
        var to = await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);
        return await CopyBuckets.FindAsync(c, r.CopySource, r.ExpectedSourceBucketOwner, to);
    }

    public static Access Requires(UploadPartCopyRequest r, Call c, CopyBuckets buckets)
    {
        var upload = c.Objects.FindUpload(buckets.To.Bucket.Id, r.Key, r.UploadId);
        var put = S3Access.OnObject(
            c,
            buckets.To,
            r.Key,
            Actions.PutObject,
            [.. RequestedEncryption.Keys(upload), ("s3:x-amz-copy-source", r.CopySource.TrimStart('/'))]
        );
        return buckets.Source.Access(c, buckets.From) with { And = [put] };
    }

    public static async Task<UploadPartCopyOutput> ExecuteAsync(
        UploadPartCopyRequest r,
        Call c,
        CopyBuckets buckets,
        CancellationToken cancellation
    )
    {
        ExistingUpload.CheckPartNumber(r.PartNumber);
        Unsupported.Refuse(
            ("x-amz-server-side-encryption-customer-algorithm", r.SSECustomerAlgorithm ?? r.SSECustomerKey),
            ("x-amz-copy-source-server-side-encryption-customer-algorithm", r.CopySourceSSECustomerAlgorithm ?? r.CopySourceSSECustomerKey)
        );
        var (source, from, bucket) = buckets;
        var upload = ExistingUpload.Upload(c, bucket, r.Key, r.UploadId);
        var stored = await source.FindAsync(
            c,
            r.CopySourceIfMatch,
            r.CopySourceIfNoneMatch,
            r.CopySourceIfModifiedSince,
            r.CopySourceIfUnmodifiedSince
        );
        StorageClasses.CheckReadable(c, stored);
        KmsKeys.DemandRead(c, from, stored);
        var range = RangeOf(r.CopySourceRange, stored.Size);

        var kept = upload.Algorithm ?? UploadedData.DefaultAlgorithm;
        using var data = await CopySource.CopyAsync(c, stored, range.Start, range.Length, kept, cancellation);
        var checksum = data.Checksum(kept);
        var part = await c.Objects.PutPartAsync(
            bucket.Bucket.Id,
            upload,
            r.PartNumber,
            data,
            checksum,
            () => Existing.NoSuchUpload(r.UploadId)
        );
        // Mantle always calculates a checksum, and returns it where the upload asked for one.
        var told = upload.Algorithm is null ? null : checksum;
        return new UploadPartCopyOutput
        {
            ServerSideEncryption = upload.Attributes.Encryption,
            SSEKMSKeyId = upload.Attributes.KmsKey,
            BucketKeyEnabled = upload.Attributes.BucketKey,
            CopyPartResult = new CopyPartResult
            {
                ETag = ETags.Quoted(part.ETag),
                LastModified = part.Modified,
                ChecksumCRC32 = told?.If(ChecksumAlgorithms.Crc32),
                ChecksumCRC32C = told?.If(ChecksumAlgorithms.Crc32C),
                ChecksumCRC64NVME = told?.If(ChecksumAlgorithms.Crc64Nvme),
                ChecksumSHA1 = told?.If(ChecksumAlgorithms.Sha1),
                ChecksumSHA256 = told?.If(ChecksumAlgorithms.Sha256),
                ChecksumSHA512 = told?.If(ChecksumAlgorithms.Sha512),
                ChecksumMD5 = told?.If(ChecksumAlgorithms.Md5),
            },
        };
    }

    /// <summary>Unlike a Range header, this header must name both ends, and both must be in the source.</summary>
    static ByteRange RangeOf(string? header, long size)
    {
        if (header is null)
            return new ByteRange(0, size);
        var ends = header.StartsWith("bytes=", StringComparison.Ordinal) ? header["bytes=".Length..].Split('-') : [];
        if (
            ends.Length != 2
            || !long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            || last < first
        )
            throw Invalid(
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the "
                    + "zero-based offsets of the first and last bytes to copy",
                header
            );
        if (last >= size)
            throw Invalid($"Range specified is not valid for source object of size: {size}", header);
        return new ByteRange(first, last - first + 1);
    }

    static Wire.ApiException Invalid(string message, string header) =>
        Errors.InvalidArgument(message).With(("ArgumentName", "x-amz-copy-source-range"), ("ArgumentValue", header));
}
