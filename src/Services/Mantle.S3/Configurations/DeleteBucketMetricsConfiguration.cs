using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class DeleteBucketMetricsConfiguration
{
    public static ValueTask<BucketView> PrepareAsync(DeleteBucketMetricsConfigurationRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketMetricsConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutMetricsConfiguration);

    public static WriteTarget Writes(DeleteBucketMetricsConfigurationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeleteBucketMetricsConfigurationRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => NamedConfiguration.Remove(KeptConfigurations.Metrics, bucket, r.Id));
}
