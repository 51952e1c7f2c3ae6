using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class PutBucketAccelerateConfiguration
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketAccelerateConfigurationRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketAccelerateConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutAccelerateConfiguration);

    public static WriteTarget Writes(PutBucketAccelerateConfigurationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketAccelerateConfigurationRequest r, Change change, BucketView view)
    {
        if (r.AccelerateConfiguration.Status is null)
            throw Errors.MalformedXML();
        if (r.Bucket.Contains('.', StringComparison.Ordinal))
            throw Errors.InvalidRequest("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
        BucketChange.Put(change, view, bucket => KeptConfigurations.Accelerate.Put(bucket, r.AccelerateConfiguration));
    }
}
