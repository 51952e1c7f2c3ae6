using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class DeleteBucketIntelligentTieringConfiguration
{
    public static ValueTask<BucketView> PrepareAsync(
        DeleteBucketIntelligentTieringConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    ) => Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketIntelligentTieringConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutIntelligentTieringConfiguration);

    public static WriteTarget Writes(DeleteBucketIntelligentTieringConfigurationRequest r, Call c, BucketView view) =>
        BucketChange.Target(view);

    public static void Execute(DeleteBucketIntelligentTieringConfigurationRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => NamedConfiguration.Remove(KeptConfigurations.IntelligentTiering, bucket, r.Id));
}
