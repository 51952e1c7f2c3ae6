using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class ListBucketIntelligentTieringConfigurations
{
    public static async ValueTask<Access> RequiresAsync(
        ListBucketIntelligentTieringConfigurationsRequest r,
        Call c,
        CancellationToken cancellation
    ) => S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetIntelligentTieringConfiguration);

    public static async Task<ListBucketIntelligentTieringConfigurationsOutput> ExecuteAsync(
        ListBucketIntelligentTieringConfigurationsRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var page = NamedConfiguration.List(
            KeptConfigurations.IntelligentTiering,
            (await Existing.BucketAsync(c, r.Bucket)).Bucket,
            r.ContinuationToken
        );
        return new ListBucketIntelligentTieringConfigurationsOutput
        {
            IntelligentTieringConfigurationList = page.Items,
            IsTruncated = page.Next is not null,
            ContinuationToken = r.ContinuationToken,
            NextContinuationToken = page.Next,
        };
    }
}
