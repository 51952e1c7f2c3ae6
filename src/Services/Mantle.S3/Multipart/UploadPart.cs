using Mantle.Core.Authorization;
using Mantle.S3.Encryption;
using Mantle.S3.Front;
using Mantle.S3.ObjectLock;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3.Multipart;

[Operation]
static class UploadPart
{
    public static async ValueTask<Access> RequiresAsync(UploadPartRequest r, Call c, CancellationToken cancellation)
    {
        var bucket = await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);
        var upload = c.Objects.FindUpload(bucket.Bucket.Id, r.Key, r.UploadId);
        return S3Access.OnObject(c, bucket, r.Key, Actions.PutObject, RequestedEncryption.Keys(upload));
    }

    public static async Task<UploadPartOutput> ExecuteAsync(UploadPartRequest r, Call c, CancellationToken cancellation)
    {
        ExistingUpload.CheckPartNumber(r.PartNumber);
        if ((r.SSECustomerAlgorithm ?? r.SSECustomerKey) is not null)
            throw Errors.InvalidRequest("The encryption parameters are not applicable to this object.");
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var upload = ExistingUpload.Upload(c, bucket, r.Key, r.UploadId);
        var integrity = BodyIntegrity.Of(c.Body);
        UploadChecksum.CheckPart(upload, integrity.Algorithm);
        LockedUpload.NeedChecksum(integrity, upload.Attributes, "Put Part");

        var kept = upload.Algorithm ?? UploadedData.DefaultAlgorithm;
        using var data = await UploadedData.ReceiveAsync(c, integrity, kept, cancellation);
        var part = await c.Objects.PutPartAsync(
            bucket.Bucket.Id,
            upload,
            r.PartNumber,
            data,
            data.Checksum(kept),
            () => Existing.NoSuchUpload(r.UploadId)
        );
        var checksum = data.Checksum(integrity.Algorithm ?? kept);
        return new UploadPartOutput
        {
            ETag = ETags.Quoted(part.ETag),
            ServerSideEncryption = upload.Attributes.Encryption,
            SSEKMSKeyId = upload.Attributes.KmsKey,
            BucketKeyEnabled = upload.Attributes.BucketKey,
            ChecksumCRC32 = checksum.If(ChecksumAlgorithms.Crc32),
            ChecksumCRC32C = checksum.If(ChecksumAlgorithms.Crc32C),
            ChecksumCRC64NVME = checksum.If(ChecksumAlgorithms.Crc64Nvme),
            ChecksumSHA1 = checksum.If(ChecksumAlgorithms.Sha1),
            ChecksumSHA256 = checksum.If(ChecksumAlgorithms.Sha256),
            ChecksumSHA512 = checksum.If(ChecksumAlgorithms.Sha512),
            ChecksumMD5 = checksum.If(ChecksumAlgorithms.Md5),
        };
    }
}
