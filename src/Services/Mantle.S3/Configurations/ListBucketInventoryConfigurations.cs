using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class ListBucketInventoryConfigurations
{
    public static async ValueTask<Access> RequiresAsync(
        ListBucketInventoryConfigurationsRequest r,
        Call c,
        CancellationToken cancellation
    ) => S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetInventoryConfiguration);

    public static async Task<ListBucketInventoryConfigurationsOutput> ExecuteAsync(
        ListBucketInventoryConfigurationsRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var page = NamedConfiguration.List(
            KeptConfigurations.Inventory,
            (await Existing.BucketAsync(c, r.Bucket)).Bucket,
            r.ContinuationToken
        );
        return new ListBucketInventoryConfigurationsOutput
        {
            InventoryConfigurationList = page.Items,
            IsTruncated = page.Next is not null,
            ContinuationToken = r.ContinuationToken,
            NextContinuationToken = page.Next,
        };
    }
}
