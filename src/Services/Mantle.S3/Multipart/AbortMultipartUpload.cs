using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Multipart;

[Operation]
static class AbortMultipartUpload
{
    public static async ValueTask<Access> RequiresAsync(AbortMultipartUploadRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnObject(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), r.Key, Actions.AbortMultipartUpload);

    public static async Task<AbortMultipartUploadOutput> ExecuteAsync(AbortMultipartUploadRequest r, Call c, CancellationToken cancellation)
    {
        Unsupported.Refuse(("x-amz-if-match-initiated-time", r.IfMatchInitiatedTime));
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        if (!await c.Objects.AbortUploadAsync(bucket.Bucket.Id, r.Key, r.UploadId))
            throw Existing.NoSuchUpload(r.UploadId);
        return new AbortMultipartUploadOutput();
    }
}
