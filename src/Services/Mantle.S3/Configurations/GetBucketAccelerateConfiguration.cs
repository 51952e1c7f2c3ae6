using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class GetBucketAccelerateConfiguration
{
    public static async ValueTask<Access> RequiresAsync(
        GetBucketAccelerateConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    ) => S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetAccelerateConfiguration);

    public static async Task<GetBucketAccelerateConfigurationOutput> ExecuteAsync(
        GetBucketAccelerateConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    ) => new() { Status = KeptConfigurations.Accelerate.Find((await Existing.BucketAsync(c, r.Bucket)).Bucket)?.Status };
}
