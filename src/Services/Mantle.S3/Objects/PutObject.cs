using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.S3.Lifecycle;
using Mantle.S3.ObjectLock;
using Mantle.S3.Store;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

[Operation]
static class PutObject
{
    public static async ValueTask<Access> RequiresAsync(PutObjectRequest r, Call c, CancellationToken cancellation)
    {
        ObjectKey.Check(r.Key);
        return Needs(r, c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner));
    }

    /// <summary>
    /// The accesses of a put. An AWS service that gives the bucket's owner full control needs no action for that: the bucket policies of
    /// AWS's documentation for services allow s3:PutObject alone
    /// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html"/>).
    /// </summary>
    public static Access Needs(PutObjectRequest r, Call c, BucketView bucket)
    {
        var made = NewObject.Of(r);
        var access = made.With(
            S3Access.OnObject(
                c,
                bucket,
                r.Key,
                Actions.PutObject,
                [.. made.Keys(c), ("s3:if-match", r.IfMatch), ("s3:if-none-match", r.IfNoneMatch)]
            )
        );
        return c.Caller.Service is null ? access : access with { And = [.. access.And.Where(more => more.Action != Actions.PutObjectAcl)] };
    }

    /// <summary>Receives the data of the call and puts the object.</summary>
    /// <param name="r">The request.</param>
    /// <param name="c">The call.</param>
    /// <param name="needs">The access that putting it needs.</param>
    /// <param name="attributes">The metadata and settings of the object.</param>
    /// <param name="size">Smallest and largest size in bytes, where a form's policy limits it.</param>
    /// <param name="cancellation">Cancels the reception.</param>
    public static async Task<StoredObject> StoreAsync(
        PutObjectRequest r,
        Call c,
        Func<BucketView, Access> needs,
        StoredAttributes attributes,
        (long Least, long Most)? size,
        CancellationToken cancellation
    )
    {
        ETags.CheckWrite(r.IfMatch, r.IfNoneMatch);
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var integrity = BodyIntegrity.Of(c.Body);
        var settled = await SettleAsync(bucket);
        var condition = ETags.ForWrite(r.IfMatch, r.IfNoneMatch, r.Key);
        condition(c.Objects.Find(bucket.Bucket.Id, r.Key));

        var algorithm = integrity.Algorithm ?? UploadedData.DefaultAlgorithm;
        using var data = await UploadedData.ReceiveAsync(c, integrity, algorithm, cancellation, size);
        return await BucketWrite.PutAsync(c, bucket, r.Key, data, algorithm, settled, SettleAsync, needs, condition);

        // A default retention begins when the object is created, so it is reckoned again.
        async ValueTask<StoredAttributes> SettleAsync(BucketView now)
        {
            var applied = await NewObject.Of(r).ApplyAsync(c, now, r.Key, attributes);
            LockedUpload.NeedChecksum(integrity, applied, "Put Object");
            return applied;
        }
    }

    public static async Task<PutObjectOutput> ExecuteAsync(PutObjectRequest r, Call c, CancellationToken cancellation)
    {
        var stored = await StoreAsync(r, c, view => Needs(r, c, view), ObjectInput.Of(r), null, cancellation);
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var checksum = stored.Checksum!;
        return new PutObjectOutput
        {
            ETag = ETags.Quoted(stored.ETag),
            VersionId = stored.Version,
            Expiration = LifecycleHeaders.Expiration(bucket.Bucket, stored),
            ServerSideEncryption = stored.Attributes.Encryption,
            SSEKMSKeyId = stored.Attributes.KmsKey,
            BucketKeyEnabled = stored.Attributes.BucketKey,
            SSEKMSEncryptionContext = stored.Attributes.EncryptionContext,
            ChecksumCRC32 = checksum.If(ChecksumAlgorithms.Crc32),
            ChecksumCRC32C = checksum.If(ChecksumAlgorithms.Crc32C),
            ChecksumCRC64NVME = checksum.If(ChecksumAlgorithms.Crc64Nvme),
            ChecksumSHA1 = checksum.If(ChecksumAlgorithms.Sha1),
            ChecksumSHA256 = checksum.If(ChecksumAlgorithms.Sha256),
            ChecksumSHA512 = checksum.If(ChecksumAlgorithms.Sha512),
            ChecksumMD5 = checksum.If(ChecksumAlgorithms.Md5),
            ChecksumType = checksum.Type,
        };
    }
}
