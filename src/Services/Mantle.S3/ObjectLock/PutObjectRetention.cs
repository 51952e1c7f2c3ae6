using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

[Operation]
static class PutObjectRetention
{
    public static ValueTask<Access> RequiresAsync(PutObjectRetentionRequest r, Call c, CancellationToken cancellation) =>
        LockedObject.NeedsAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId, "s3:PutObjectRetention");

    public static async Task<PutObjectRetentionOutput> ExecuteAsync(PutObjectRetentionRequest r, Call c, CancellationToken cancellation) =>
        throw await LockedObject.NotLockedAsync(c, r.Bucket, r.Key, r.VersionId);
}
