using Mantle.Core.Authorization;
using Mantle.S3.Encryption;
using Mantle.S3.Lifecycle;
using Mantle.S3.Store;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3.Multipart;

[Operation]
static class CompleteMultipartUpload
{
    public static async ValueTask<Access> RequiresAsync(CompleteMultipartUploadRequest r, Call c, CancellationToken cancellation)
    {
        var bucket = await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);
        return Needs(r, c, bucket, c.Objects.FindUpload(bucket.Bucket.Id, r.Key, r.UploadId));
    }

    static Access Needs(CompleteMultipartUploadRequest r, Call c, BucketView bucket, Upload? upload) =>
        S3Access.OnObject(
            c,
            bucket,
            r.Key,
            Actions.PutObject,
            [.. RequestedEncryption.Keys(upload), ("s3:if-match", r.IfMatch), ("s3:if-none-match", r.IfNoneMatch)]
        );

    public static async Task<CompleteMultipartUploadOutput> ExecuteAsync(
        CompleteMultipartUploadRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        ETags.CheckWrite(r.IfMatch, r.IfNoneMatch);
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var objects = c.Objects;
        if (objects.FindUpload(bucket.Bucket.Id, r.Key, r.UploadId) is not { } upload)
            // A client that did not get the answer repeats the request and gets the same answer.
            return objects.Find(bucket.Bucket.Id, r.Key) is { } done && done.Upload == r.UploadId
                ? Answer(r, c, bucket, done)
                : throw Existing.NoSuchUpload(r.UploadId);
        var condition = ETags.ForWrite(r.IfMatch, r.IfNoneMatch, r.Key, upload);
        var stored = await BucketWrite.RunAsync(
            c,
            bucket,
            (now, reference) =>
                objects.CompleteUploadAsync(
                    reference,
                    upload,
                    UploadedSettings.Now(c, now, upload),
                    parts => PartChoice.Assemble(r, upload, parts),
                    before =>
                    {
                        c.DecideOn(now, r.Key, null, before, () => Needs(r, c, now, upload));
                        condition(before);
                    },
                    () => Existing.NoSuchUpload(r.UploadId),
                    () => Existing.NoSuchBucket(r.Bucket)
                )
        );
        return Answer(r, c, bucket, stored);
    }

    static CompleteMultipartUploadOutput Answer(CompleteMultipartUploadRequest r, Call c, BucketView bucket, StoredObject stored) =>
        new()
        {
            Location = ObjectAddress.Of(c, r.Bucket, r.Key),
            Bucket = r.Bucket,
            Key = r.Key,
            ETag = ETags.Quoted(stored.ETag),
            VersionId = stored.Version,
            Expiration = LifecycleHeaders.Expiration(bucket.Bucket, stored),
            ServerSideEncryption = stored.Attributes.Encryption,
            SSEKMSKeyId = stored.Attributes.KmsKey,
            BucketKeyEnabled = stored.Attributes.BucketKey,
            ChecksumCRC32 = stored.Checksum?.If(ChecksumAlgorithms.Crc32),
            ChecksumCRC32C = stored.Checksum?.If(ChecksumAlgorithms.Crc32C),
            ChecksumCRC64NVME = stored.Checksum?.If(ChecksumAlgorithms.Crc64Nvme),
            ChecksumSHA1 = stored.Checksum?.If(ChecksumAlgorithms.Sha1),
            ChecksumSHA256 = stored.Checksum?.If(ChecksumAlgorithms.Sha256),
            ChecksumSHA512 = stored.Checksum?.If(ChecksumAlgorithms.Sha512),
            ChecksumMD5 = stored.Checksum?.If(ChecksumAlgorithms.Md5),
            ChecksumType = stored.Checksum?.Type,
        };
}
