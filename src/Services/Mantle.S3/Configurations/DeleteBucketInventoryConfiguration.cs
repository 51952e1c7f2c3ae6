using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class DeleteBucketInventoryConfiguration
{
    public static ValueTask<BucketView> PrepareAsync(DeleteBucketInventoryConfigurationRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketInventoryConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutInventoryConfiguration);

    public static WriteTarget Writes(DeleteBucketInventoryConfigurationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeleteBucketInventoryConfigurationRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => NamedConfiguration.Remove(KeptConfigurations.Inventory, bucket, r.Id));
}
