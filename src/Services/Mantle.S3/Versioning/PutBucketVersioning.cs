using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Versioning;

[Operation]
static class PutBucketVersioning
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketVersioningRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketVersioningRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketVersioning);

    public static WriteTarget Writes(PutBucketVersioningRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketVersioningRequest r, Change change, BucketView view)
    {
        Unsupported.Refuse(("x-amz-mfa", r.MFA));
        if (r.VersioningConfiguration.MFADelete is MFADelete.Enabled)
            throw Errors.NotImplemented("MFA delete is not implemented.");
        var wanted = r.VersioningConfiguration.Status switch
        {
            BucketVersioningStatus.Enabled => S3.Entities.Versioning.Enabled,
            BucketVersioningStatus.Suspended => S3.Entities.Versioning.Suspended,
            _ => throw new Wire.ApiException(
                "IllegalVersioningConfigurationException",
                400,
                Wire.Fault.Sender,
                "The Versioning element must be specified"
            ),
        };
        BucketChange.Put(
            change,
            view,
            bucket =>
                bucket.Lock is not null && wanted != S3.Entities.Versioning.Enabled
                    ? throw Errors.InvalidBucketState(
                        "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."
                    )
                    : bucket with
                    {
                        Versioning = wanted,
                    }
        );
    }
}
