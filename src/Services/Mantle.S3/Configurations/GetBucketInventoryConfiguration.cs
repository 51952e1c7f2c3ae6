using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class GetBucketInventoryConfiguration
{
    public static async ValueTask<Access> RequiresAsync(GetBucketInventoryConfigurationRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetInventoryConfiguration);

    public static async Task<GetBucketInventoryConfigurationOutput> ExecuteAsync(
        GetBucketInventoryConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    ) =>
        new()
        {
            InventoryConfiguration = NamedConfiguration.Find(
                KeptConfigurations.Inventory,
                (await Existing.BucketAsync(c, r.Bucket)).Bucket,
                r.Id
            ),
        };
}
