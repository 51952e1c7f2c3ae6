using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

[Operation]
static class PutObjectLegalHold
{
    public static ValueTask<Access> RequiresAsync(PutObjectLegalHoldRequest r, Call c, CancellationToken cancellation) =>
        LockedObject.NeedsAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId, "s3:PutObjectLegalHold");

    public static async Task<PutObjectLegalHoldOutput> ExecuteAsync(PutObjectLegalHoldRequest r, Call c, CancellationToken cancellation) =>
        throw await LockedObject.NotLockedAsync(c, r.Bucket, r.Key, r.VersionId);
}
