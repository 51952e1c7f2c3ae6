using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class PutBucketMetricsConfiguration
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketMetricsConfigurationRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketMetricsConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutMetricsConfiguration);

    public static WriteTarget Writes(PutBucketMetricsConfigurationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketMetricsConfigurationRequest r, Change change, BucketView view)
    {
        NamedConfiguration.CheckId(r.Id, r.MetricsConfiguration.Id);
        BucketChange.Put(change, view, bucket => NamedConfiguration.Put(KeptConfigurations.Metrics, bucket, r.Id, r.MetricsConfiguration));
    }
}
