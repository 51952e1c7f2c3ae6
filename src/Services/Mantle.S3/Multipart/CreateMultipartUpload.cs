using Mantle.Core.Authorization;
using Mantle.S3.Encryption;
using Mantle.S3.Objects;
using Mantle.Wire.S3;

namespace Mantle.S3.Multipart;

[Operation]
static class CreateMultipartUpload
{
    public static async ValueTask<Access> RequiresAsync(CreateMultipartUploadRequest r, Call c, CancellationToken cancellation)
    {
        S3Find.CheckKey(r.Key);
        var access = S3Access.OnObject(c, await S3Find.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), r.Key, "s3:PutObject",
        [
            .. RequestedEncryption.Keys(r.ServerSideEncryption, r.SSEKMSKeyId, r.SSECustomerAlgorithm),
            ("s3:x-amz-acl", r.ACL),
            ("s3:x-amz-storage-class", r.StorageClass),
            ("s3:x-amz-website-redirect-location", r.WebsiteRedirectLocation),
        ]);
        return ObjectInput.WithAclAndTags(access, r.ACL, r.Tagging);
    }

    public static async Task<CreateMultipartUploadOutput> ExecuteAsync(CreateMultipartUploadRequest r, Call c, CancellationToken cancellation)
    {
        if (c.Caller.IsAnonymous)
            throw Wire.CommonErrors.AccessDenied("Anonymous users cannot initiate multipart uploads.  Please authenticate.");
        var attributes = ObjectInput.Of(r);
        var type = UploadChecksum.TypeOf(r.ChecksumAlgorithm, r.ChecksumType);
        var bucket = await S3Find.BucketAsync(c, r.Bucket);
        var upload = await c.Objects.CreateUploadAsync(
            S3Find.Reference(c, bucket), r.Key, c.Caller.Arn, r.ChecksumAlgorithm, type, attributes, () => S3Find.NoSuchBucket(r.Bucket));
        return new CreateMultipartUploadOutput
        {
            Bucket = r.Bucket,
            Key = r.Key,
            UploadId = upload.Id,
            ChecksumAlgorithm = upload.Algorithm,
            ChecksumType = upload.ChecksumType,
            ServerSideEncryption = upload.Attributes.Encryption,
        };
    }
}
