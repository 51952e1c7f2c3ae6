using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class PutBucketIntelligentTieringConfiguration
{
    public static ValueTask<BucketView> PrepareAsync(
        PutBucketIntelligentTieringConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    ) => Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketIntelligentTieringConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutIntelligentTieringConfiguration);

    public static WriteTarget Writes(PutBucketIntelligentTieringConfigurationRequest r, Call c, BucketView view) =>
        BucketChange.Target(view);

    public static void Execute(PutBucketIntelligentTieringConfigurationRequest r, Change change, BucketView view)
    {
        NamedConfiguration.CheckId(r.Id, r.IntelligentTieringConfiguration.Id);
        BucketChange.Put(
            change,
            view,
            bucket => NamedConfiguration.Put(KeptConfigurations.IntelligentTiering, bucket, r.Id, r.IntelligentTieringConfiguration)
        );
    }
}
