using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class PutBucketLogging
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketLoggingRequest r, Call c, CancellationToken cancellation) =>
        S3Find.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketLoggingRequest r, Call c) => S3Access.OnBucket(c, S3Find.Bucket(c, r.Bucket), "s3:PutBucketLogging");

    public static WriteTarget Writes(PutBucketLoggingRequest r, Call c, BucketView view) => BucketChange.Target(view);

    /// <summary>Nothing is logged, and a request may say so.</summary>
    public static void Execute(PutBucketLoggingRequest r, Change change, BucketView view)
    {
        if (r.BucketLoggingStatus.LoggingEnabled is not null)
            throw Errors.NotImplemented();
    }
}
