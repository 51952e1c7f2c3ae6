using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class PutBucketInventoryConfiguration
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketInventoryConfigurationRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketInventoryConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutInventoryConfiguration);

    public static WriteTarget Writes(PutBucketInventoryConfigurationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketInventoryConfigurationRequest r, Change change, BucketView view)
    {
        NamedConfiguration.CheckId(r.Id, r.InventoryConfiguration.Id);
        BucketChange.Put(
            change,
            view,
            bucket => NamedConfiguration.Put(KeptConfigurations.Inventory, bucket, r.Id, r.InventoryConfiguration)
        );
    }
}
