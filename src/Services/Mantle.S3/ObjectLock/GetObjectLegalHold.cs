using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

[Operation]
static class GetObjectLegalHold
{
    public static ValueTask<Access> RequiresAsync(GetObjectLegalHoldRequest r, Call c, CancellationToken cancellation) =>
        LockedObject.NeedsAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId, Actions.GetObjectLegalHold);

    public static async Task<GetObjectLegalHoldOutput> ExecuteAsync(GetObjectLegalHoldRequest r, Call c, CancellationToken cancellation)
    {
        var (_, stored) = await LockedObject.FindAsync(c, r.Bucket, r.Key, r.VersionId);
        var status = stored.Attributes.LegalHold ?? throw Errors.NoSuchObjectLockConfiguration();
        return new GetObjectLegalHoldOutput { LegalHold = new ObjectLockLegalHold { Status = status } };
    }
}
