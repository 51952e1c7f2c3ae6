using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class PutBucketAnalyticsConfiguration
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketAnalyticsConfigurationRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketAnalyticsConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutAnalyticsConfiguration);

    public static WriteTarget Writes(PutBucketAnalyticsConfigurationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketAnalyticsConfigurationRequest r, Change change, BucketView view)
    {
        NamedConfiguration.CheckId(r.Id, r.AnalyticsConfiguration.Id);
        BucketChange.Put(
            change,
            view,
            bucket => NamedConfiguration.Put(KeptConfigurations.Analytics, bucket, r.Id, r.AnalyticsConfiguration)
        );
    }
}
