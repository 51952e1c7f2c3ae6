using Mantle.Core.Authorization;
using Mantle.S3.Encryption;
using Mantle.S3.Lifecycle;
using Mantle.S3.ObjectLock;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

[Operation]
static class GetObject
{
    public static async ValueTask<Access> RequiresAsync(GetObjectRequest r, Call c, CancellationToken cancellation)
    {
        AnsweredHeaders.Check(
            c,
            r.ResponseCacheControl,
            r.ResponseContentDisposition,
            r.ResponseContentEncoding,
            r.ResponseContentLanguage,
            r.ResponseContentType,
            r.ResponseExpires
        );
        var bucket = await Existing.BucketOfAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId);
        return S3Access.OnVersion(c, bucket, r.Key, r.VersionId, Actions.GetObject, Actions.GetObjectVersion);
    }

    public static async Task<GetObjectOutput> ExecuteAsync(GetObjectRequest r, Call c, CancellationToken cancellation)
    {
        VersionId.Check(r.VersionId);
        RequestedEncryption.CheckRead(c, r.SSECustomerAlgorithm ?? r.SSECustomerKey);
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        ObjectRead read = null!;
        var opened = c.Objects.Open(
            bucket.Bucket.Id,
            r.Key,
            r.VersionId,
            stored =>
            {
                Existing.CheckReadable(stored, r.VersionId);
                ObjectRead.CheckConditions(c.Time, stored, r.IfMatch, r.IfNoneMatch, r.IfModifiedSince, r.IfUnmodifiedSince);
                StorageClasses.CheckReadable(c, stored);
                KmsKeys.DemandRead(c, bucket, stored);
                read = ObjectRead.Of(c, stored, r.Range, r.PartNumber);
                return (read.Start, read.Length);
            }
        );
        return opened is var (_, data) ? Answer(r, c, bucket, read, data) : throw Existing.Missing(c, bucket, r.Key, r.VersionId);
    }

    static GetObjectOutput Answer(GetObjectRequest r, Call c, BucketView bucket, ObjectRead read, Stream data)
    {
        var (stored, attributes, checksum) = (read.Object, read.Object.Attributes, read.ChecksumOfData(r.ChecksumMode));
        var (metadata, missing) = UserMetadata.Of(attributes);
        var showsRetention = LockedObject.ShowsRetention(c, bucket, stored);
        return new GetObjectOutput
        {
            Body = data,
            AcceptRanges = "bytes",
            ContentLength = read.Length,
            ContentRange = read.Range?.Header(stored.Size),
            LastModified = stored.Modified,
            ETag = ETags.Quoted(stored.ETag),
            ContentType = r.ResponseContentType ?? attributes.ContentType ?? "binary/octet-stream",
            CacheControl = r.ResponseCacheControl ?? attributes.CacheControl,
            ContentDisposition = r.ResponseContentDisposition ?? attributes.ContentDisposition,
            ContentEncoding = r.ResponseContentEncoding ?? attributes.ContentEncoding,
            ContentLanguage = r.ResponseContentLanguage ?? attributes.ContentLanguage,
            Expires = r.ResponseExpires ?? attributes.Expires,
            Metadata = metadata,
            MissingMeta = missing,
            VersionId = VersionId.Of(bucket, stored),
            Expiration = LifecycleHeaders.Expiration(bucket.Bucket, stored),
            ServerSideEncryption = attributes.Encryption,
            SSEKMSKeyId = attributes.KmsKey,
            BucketKeyEnabled = attributes.BucketKey,
            StorageClass = attributes.StorageClass,
            Restore = StorageClasses.Restore(attributes),
            WebsiteRedirectLocation = attributes.WebsiteRedirectLocation,
            ObjectLockMode = showsRetention ? attributes.LockMode : null,
            ObjectLockRetainUntilDate = showsRetention ? attributes.RetainUntil : null,
            ObjectLockLegalHoldStatus = LockedObject.ShowsLegalHold(c, bucket, stored) ? attributes.LegalHold : null,
            TagCount = attributes.Tags?.Count,
            PartsCount = read.PartsCount,
            ChecksumCRC32 = checksum?.If(ChecksumAlgorithms.Crc32),
            ChecksumCRC32C = checksum?.If(ChecksumAlgorithms.Crc32C),
            ChecksumCRC64NVME = checksum?.If(ChecksumAlgorithms.Crc64Nvme),
            ChecksumSHA1 = checksum?.If(ChecksumAlgorithms.Sha1),
            ChecksumSHA256 = checksum?.If(ChecksumAlgorithms.Sha256),
            ChecksumSHA512 = checksum?.If(ChecksumAlgorithms.Sha512),
            ChecksumMD5 = checksum?.If(ChecksumAlgorithms.Md5),
            ChecksumType = checksum?.Type,
        };
    }
}
