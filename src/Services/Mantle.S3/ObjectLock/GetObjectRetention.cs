using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

[Operation]
static class GetObjectRetention
{
    public static ValueTask<Access> RequiresAsync(GetObjectRetentionRequest r, Call c, CancellationToken cancellation) =>
        LockedObject.NeedsAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId, Actions.GetObjectRetention);

    public static async Task<GetObjectRetentionOutput> ExecuteAsync(GetObjectRetentionRequest r, Call c, CancellationToken cancellation)
    {
        var (_, stored) = await LockedObject.FindAsync(c, r.Bucket, r.Key, r.VersionId);
        var mode = stored.Attributes.LockMode ?? throw Errors.NoSuchObjectLockConfiguration();
        return new GetObjectRetentionOutput
        {
            Retention = new ObjectLockRetention { Mode = mode, RetainUntilDate = stored.Attributes.RetainUntil },
        };
    }
}
