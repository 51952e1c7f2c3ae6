using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class GetBucketAnalyticsConfiguration
{
    public static async ValueTask<Access> RequiresAsync(GetBucketAnalyticsConfigurationRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetAnalyticsConfiguration);

    public static async Task<GetBucketAnalyticsConfigurationOutput> ExecuteAsync(
        GetBucketAnalyticsConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    ) =>
        new()
        {
            AnalyticsConfiguration = NamedConfiguration.Find(
                KeptConfigurations.Analytics,
                (await Existing.BucketAsync(c, r.Bucket)).Bucket,
                r.Id
            ),
        };
}
