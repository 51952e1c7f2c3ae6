using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class DeleteBucketAnalyticsConfiguration
{
    public static ValueTask<BucketView> PrepareAsync(DeleteBucketAnalyticsConfigurationRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketAnalyticsConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutAnalyticsConfiguration);

    public static WriteTarget Writes(DeleteBucketAnalyticsConfigurationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeleteBucketAnalyticsConfigurationRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => NamedConfiguration.Remove(KeptConfigurations.Analytics, bucket, r.Id));
}
