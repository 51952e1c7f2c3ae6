using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

[Operation]
static class PutObjectLegalHold
{
    public static ValueTask<Access> RequiresAsync(PutObjectLegalHoldRequest r, Call c, CancellationToken cancellation) =>
        LockedObject.NeedsAsync(
            c,
            r.Bucket,
            r.ExpectedBucketOwner,
            r.Key,
            r.VersionId,
            Actions.PutObjectLegalHold,
            ("s3:object-lock-legal-hold", r.LegalHold?.Status)
        );

    public static async Task<PutObjectLegalHoldOutput> ExecuteAsync(PutObjectLegalHoldRequest r, Call c, CancellationToken cancellation)
    {
        var (bucket, stored) = await LockedObject.FindAsync(c, r.Bucket, r.Key, r.VersionId);
        var status = r.LegalHold?.Status ?? throw Errors.MalformedXML();
        await c.Objects.UpdateAsync(
            bucket.Bucket.Id,
            r.Key,
            stored.Version ?? ObjectStore.NullVersion,
            attributes => attributes with { LegalHold = status }
        );
        return new PutObjectLegalHoldOutput();
    }
}
