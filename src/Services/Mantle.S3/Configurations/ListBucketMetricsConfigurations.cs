using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class ListBucketMetricsConfigurations
{
    public static async ValueTask<Access> RequiresAsync(ListBucketMetricsConfigurationsRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetMetricsConfiguration);

    public static async Task<ListBucketMetricsConfigurationsOutput> ExecuteAsync(
        ListBucketMetricsConfigurationsRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var page = NamedConfiguration.List(
            KeptConfigurations.Metrics,
            (await Existing.BucketAsync(c, r.Bucket)).Bucket,
            r.ContinuationToken
        );
        return new ListBucketMetricsConfigurationsOutput
        {
            MetricsConfigurationList = page.Items,
            IsTruncated = page.Next is not null,
            ContinuationToken = r.ContinuationToken,
            NextContinuationToken = page.Next,
        };
    }
}
