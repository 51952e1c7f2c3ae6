using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class PutBucketLogging
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketLoggingRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketLoggingRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketLogging);

    public static WriteTarget Writes(PutBucketLoggingRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketLoggingRequest r, Change change, BucketView view)
    {
        if (r.BucketLoggingStatus.LoggingEnabled is { } wanted)
            CheckTarget(change.Account.Buckets.Find(wanted.TargetBucket), view.Bucket, wanted.TargetBucket);
        BucketChange.Put(
            change,
            view,
            bucket => KeptConfigurations.Logging.Put(bucket, r.BucketLoggingStatus.LoggingEnabled is null ? null : r.BucketLoggingStatus)
        );
    }

    /// <summary>Logs go to a bucket of the same account and Region.</summary>
    static void CheckTarget(S3.Entities.Bucket? target, S3.Entities.Bucket source, string name)
    {
        if (target is null)
            throw Errors.InvalidTargetBucketForLogging("The target bucket for logging does not exist").With(("TargetBucket", name));
        if (target.Region != source.Region)
            throw Errors
                .CrossLocationLoggingProhibitted()
                .With(("SourceBucketLocation", source.Region), ("TargetBucketLocation", target.Region));
    }
}
