using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class GetBucketIntelligentTieringConfiguration
{
    public static async ValueTask<Access> RequiresAsync(
        GetBucketIntelligentTieringConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    ) => S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetIntelligentTieringConfiguration);

    public static async Task<GetBucketIntelligentTieringConfigurationOutput> ExecuteAsync(
        GetBucketIntelligentTieringConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    ) =>
        new()
        {
            IntelligentTieringConfiguration = NamedConfiguration.Find(
                KeptConfigurations.IntelligentTiering,
                (await Existing.BucketAsync(c, r.Bucket)).Bucket,
                r.Id
            ),
        };
}
