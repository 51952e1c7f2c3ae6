using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Lifecycle;

[Operation]
static class GetBucketLifecycleConfiguration
{
    public static async ValueTask<Access> RequiresAsync(GetBucketLifecycleConfigurationRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetLifecycleConfiguration);

    public static async Task<GetBucketLifecycleConfigurationOutput> ExecuteAsync(
        GetBucketLifecycleConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var bucket = (await Existing.BucketAsync(c, r.Bucket)).Bucket;
        return new GetBucketLifecycleConfigurationOutput
        {
            Rules = LifecycleRules.Shape(bucket.Lifecycle ?? throw LifecycleRules.None(r.Bucket)),
            TransitionDefaultMinimumObjectSize = bucket.TransitionMinimum ?? TransitionRules.DefaultMinimum,
        };
    }
}
