using Mantle.Core.Authorization;
using Mantle.S3.Encryption;
using Mantle.S3.Store;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

[Operation]
static class GetObjectAttributes
{
    static readonly string[] Known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

    public static async ValueTask<Access> RequiresAsync(GetObjectAttributesRequest r, Call c, CancellationToken cancellation)
    {
        var bucket = await Existing.BucketOfAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId);
        var read = S3Access.OnVersion(c, bucket, r.Key, r.VersionId, Actions.GetObject, Actions.GetObjectVersion);
        return read with { And = [read.For(r.VersionId is null ? Actions.GetObjectAttributes : Actions.GetObjectVersionAttributes)] };
    }

    public static async Task<GetObjectAttributesOutput> ExecuteAsync(GetObjectAttributesRequest r, Call c, CancellationToken cancellation)
    {
        VersionId.Check(r.VersionId);
        RequestedEncryption.CheckRead(c, r.SSECustomerAlgorithm ?? r.SSECustomerKey);
        if (r.ObjectAttributes.FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
            throw Errors
                .InvalidArgument("Invalid attribute name specified.")
                .With(("ArgumentName", "x-amz-object-attributes"), ("ArgumentValue", unknown));
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var stored = Existing.Object(c, bucket, r.Key, r.VersionId);
        var asked = r.ObjectAttributes;
        return new GetObjectAttributesOutput
        {
            LastModified = stored.Modified,
            VersionId = VersionId.Of(bucket, stored),
            ETag = asked.Contains("ETag") ? stored.ETag : null,
            ObjectSize = asked.Contains("ObjectSize") ? stored.Size : null,
            StorageClass = asked.Contains("StorageClass") ? stored.Attributes.StorageClass ?? "STANDARD" : null,
            Checksum = asked.Contains("Checksum") && stored.Checksum is { } checksum ? Shape(checksum) : null,
            ObjectParts = asked.Contains("ObjectParts") && stored.Upload is not null ? Parts(r, c, stored) : null,
        };
    }

    static Checksum Shape(StoredChecksum checksum) =>
        new()
        {
            ChecksumCRC32 = checksum.If(ChecksumAlgorithms.Crc32),
            ChecksumCRC32C = checksum.If(ChecksumAlgorithms.Crc32C),
            ChecksumCRC64NVME = checksum.If(ChecksumAlgorithms.Crc64Nvme),
            ChecksumSHA1 = checksum.If(ChecksumAlgorithms.Sha1),
            ChecksumSHA256 = checksum.If(ChecksumAlgorithms.Sha256),
            ChecksumSHA512 = checksum.If(ChecksumAlgorithms.Sha512),
            ChecksumMD5 = checksum.If(ChecksumAlgorithms.Md5),
            ChecksumType = checksum.Type,
        };

    static GetObjectAttributesParts Parts(GetObjectAttributesRequest r, Call c, StoredObject stored)
    {
        var limit = Listing.Limit(r.MaxParts, "max-parts");
        var after = int.TryParse(r.PartNumberMarker?.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var marker)
            ? marker
            : 0;
        var all = c.Objects.Parts(stored);
        var rest = all.Where(part => part.Number > after).ToList();
        var page = rest.Take(limit).ToList();
        return new GetObjectAttributesParts
        {
            TotalPartsCount = all.Count,
            PartNumberMarker = r.PartNumberMarker,
            NextPartNumberMarker = page.Count > 0 ? page[^1].Number : null,
            MaxParts = limit,
            IsTruncated = rest.Count > page.Count,
            // S3 lists only the parts that have checksums of their own.
            Parts = stored.Checksum?.Type == StoredChecksum.Composite ? [.. page.Select(Shape)] : null,
        };
    }

    static ObjectPart Shape(StoredPart part) =>
        new()
        {
            PartNumber = part.Number,
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
