using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

[Operation]
static class GetObjectRetention
{
    public static ValueTask<Access> RequiresAsync(GetObjectRetentionRequest r, Call c, CancellationToken cancellation) =>
        LockedObject.NeedsAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId, "s3:GetObjectRetention");

    public static async Task<GetObjectRetentionOutput> ExecuteAsync(GetObjectRetentionRequest r, Call c, CancellationToken cancellation) =>
        throw await LockedObject.NotLockedAsync(c, r.Bucket, r.Key, r.VersionId);
}
