using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

[Operation]
static class PutObjectLegalHold
{
    public static ValueTask<Access> RequiresAsync(PutObjectLegalHoldRequest r, Call c, CancellationToken cancellation) =>
        LockedObject.NeedsAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId, Actions.PutObjectLegalHold, Key(r));

    static (string, string?) Key(PutObjectLegalHoldRequest r) => ("s3:object-lock-legal-hold", r.LegalHold?.Status);

    public static async Task<PutObjectLegalHoldOutput> ExecuteAsync(PutObjectLegalHoldRequest r, Call c, CancellationToken cancellation)
    {
        var (bucket, stored) = await LockedObject.FindAsync(c, r.Bucket, r.Key, r.VersionId);
        var status = r.LegalHold?.Status ?? throw Errors.MalformedXML();
        _ =
            await c.Objects.UpdateAsync(
                bucket.Bucket.Id,
                r.Key,
                stored.Version ?? ObjectStore.NullVersion,
                present =>
                {
                    c.DecideOn(
                        bucket,
                        r.Key,
                        r.VersionId,
                        present,
                        () => LockedObject.Needs(c, bucket, r.Key, r.VersionId, Actions.PutObjectLegalHold, Key(r))
                    );
                    return present.Attributes with { LegalHold = status };
                }
            ) ?? throw Existing.Missing(c, bucket, r.Key, r.VersionId);
        return new PutObjectLegalHoldOutput();
    }
}
