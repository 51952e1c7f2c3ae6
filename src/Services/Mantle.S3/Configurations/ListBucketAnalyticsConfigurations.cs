using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class ListBucketAnalyticsConfigurations
{
    public static async ValueTask<Access> RequiresAsync(
        ListBucketAnalyticsConfigurationsRequest r,
        Call c,
        CancellationToken cancellation
    ) => S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetAnalyticsConfiguration);

    public static async Task<ListBucketAnalyticsConfigurationsOutput> ExecuteAsync(
        ListBucketAnalyticsConfigurationsRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var page = NamedConfiguration.List(
            KeptConfigurations.Analytics,
            (await Existing.BucketAsync(c, r.Bucket)).Bucket,
            r.ContinuationToken
        );
        return new ListBucketAnalyticsConfigurationsOutput
        {
            AnalyticsConfigurationList = page.Items,
            IsTruncated = page.Next is not null,
            ContinuationToken = r.ContinuationToken,
            NextContinuationToken = page.Next,
        };
    }
}
