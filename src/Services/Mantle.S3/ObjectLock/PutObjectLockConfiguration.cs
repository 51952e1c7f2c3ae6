using Mantle.Core.Authorization;
using Mantle.S3.Entities;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

[Operation]
static class PutObjectLockConfiguration
{
    const int MostDays = 36_500,
        MostYears = 100;

    public static ValueTask<BucketView> PrepareAsync(PutObjectLockConfigurationRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutObjectLockConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketObjectLockConfiguration);

    public static WriteTarget Writes(PutObjectLockConfigurationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static PutObjectLockConfigurationOutput Execute(PutObjectLockConfigurationRequest r, Change change, BucketView view)
    {
        var wanted = Read(r.ObjectLockConfiguration ?? throw Errors.MissingRequestBodyError());
        BucketChange.Put(
            change,
            view,
            bucket =>
                bucket.Versioning == S3.Entities.Versioning.Enabled
                    ? bucket with
                    {
                        Lock = wanted,
                    }
                    : throw Errors.InvalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration")
        );
        return new PutObjectLockConfigurationOutput();
    }

    static BucketLock Read(ObjectLockConfiguration configuration)
    {
        if (configuration.ObjectLockEnabled != ObjectLockEnabled.Enabled)
            throw Errors.MalformedXML();
        if (configuration.Rule is not { } rule)
            return new BucketLock(null, null, null);
        if (rule.DefaultRetention is not { Mode: { } mode } retention || retention.Days is null == retention.Years is null)
            throw Errors.MalformedXML();
        if (retention.Days <= 0 || retention.Years <= 0)
            throw Errors.InvalidRetentionPeriod("Default retention period must be a positive integer value.");
        if (retention.Days > MostDays || retention.Years > MostYears)
            throw Errors.InvalidRetentionPeriod($"Default retention period must be at most {MostDays} days or {MostYears} years.");
        return new BucketLock(mode, retention.Days, retention.Years);
    }
}
