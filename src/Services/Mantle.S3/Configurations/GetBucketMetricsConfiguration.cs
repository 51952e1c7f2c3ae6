using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class GetBucketMetricsConfiguration
{
    public static async ValueTask<Access> RequiresAsync(GetBucketMetricsConfigurationRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetMetricsConfiguration);

    public static async Task<GetBucketMetricsConfigurationOutput> ExecuteAsync(
        GetBucketMetricsConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    ) =>
        new()
        {
            MetricsConfiguration = NamedConfiguration.Find(
                KeptConfigurations.Metrics,
                (await Existing.BucketAsync(c, r.Bucket)).Bucket,
                r.Id
            ),
        };
}
