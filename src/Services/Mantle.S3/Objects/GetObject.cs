using Mantle.Core.Authorization;
using Mantle.S3.Encryption;
using Mantle.S3.Lifecycle;
using Mantle.S3.ObjectLock;
using Mantle.S3.Store;
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
        for (StoredObject? before = null; ; c.Demand(await RequiresAsync(r, c, cancellation)))
        {
            var stored = Existing.Object(c, bucket, r.Key, r.VersionId);
            ObjectRead.CheckConditions(c.Time, stored, r.IfMatch, r.IfNoneMatch, r.IfModifiedSince, r.IfUnmodifiedSince);
            StorageClasses.CheckReadable(c, stored);
            KmsKeys.DemandRead(c, bucket, stored);
            var read = ObjectRead.Of(c, stored, r.Range, r.PartNumber);
            if (c.Objects.TryOpen(stored, read.Start, read.Length) is { } data)
                return Answer(r, c, bucket, read, data);
            // It was overwritten or deleted since the call looked at it. What is there now is another object, to be decided on its own.
            if (before is not null && (before.Blob, before.Upload) == (stored.Blob, stored.Upload))
                throw new IOException("The data of an object is missing.");
            before = stored;
            c.LookAgain(bucket, r.Key, r.VersionId);
        }
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
