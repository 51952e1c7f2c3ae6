using Mantle.Core.Authorization;
using Mantle.S3.Objects;
using Mantle.S3.Store;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3.Multipart;

[Operation]
static class ListParts
{
    public static async ValueTask<Access> RequiresAsync(ListPartsRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnObject(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), r.Key, Actions.ListMultipartUploadParts);

    public static async Task<ListPartsOutput> ExecuteAsync(ListPartsRequest r, Call c, CancellationToken cancellation)
    {
        var limit = Listing.Limit(r.MaxParts, "max-parts");
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var upload = ExistingUpload.Upload(c, bucket, r.Key, r.UploadId);
        var parts = c.Objects.Parts(upload.Id, r.PartNumberMarker ?? 0, limit + 1);
        var more = parts.Count > limit;
        var page = more ? parts[..limit] : parts;
        return new ListPartsOutput
        {
            Bucket = r.Bucket,
            Key = r.Key,
            UploadId = upload.Id,
            PartNumberMarker = r.PartNumberMarker ?? 0,
            NextPartNumberMarker = page.Count > 0 ? page[^1].Number : r.PartNumberMarker ?? 0,
            MaxParts = limit,
            IsTruncated = more,
            Initiator = new Initiator { ID = upload.Initiator },
            Owner = CanonicalUser.Owner(bucket.Owner),
            StorageClass = upload.Attributes.StorageClass ?? "STANDARD",
            ChecksumAlgorithm = upload.Algorithm,
            ChecksumType = upload.ChecksumType,
            Parts = [.. page.Select(part => Shape(upload.Algorithm is null ? part with { Checksum = null } : part))],
        };
    }

    static Part Shape(StoredPart part) =>
        new()
        {
            PartNumber = part.Number,
            LastModified = part.Modified,
            ETag = ETags.Quoted(part.ETag),
            Size = part.Size,
            ChecksumCRC32 = part.Checksum?.If(ChecksumAlgorithms.Crc32),
            ChecksumCRC32C = part.Checksum?.If(ChecksumAlgorithms.Crc32C),
            ChecksumCRC64NVME = part.Checksum?.If(ChecksumAlgorithms.Crc64Nvme),
            ChecksumSHA1 = part.Checksum?.If(ChecksumAlgorithms.Sha1),
            ChecksumSHA256 = part.Checksum?.If(ChecksumAlgorithms.Sha256),
            ChecksumSHA512 = part.Checksum?.If(ChecksumAlgorithms.Sha512),
            ChecksumMD5 = part.Checksum?.If(ChecksumAlgorithms.Md5),
        };
}
