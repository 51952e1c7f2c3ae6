using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Lifecycle;

[Operation]
static class PutBucketLifecycleConfiguration
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketLifecycleConfigurationRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketLifecycleConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutLifecycleConfiguration);

    public static WriteTarget Writes(PutBucketLifecycleConfigurationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static PutBucketLifecycleConfigurationOutput Execute(PutBucketLifecycleConfigurationRequest r, Change change, BucketView view)
    {
        var rules = LifecycleRules.Of(r.LifecycleConfiguration ?? throw Errors.MissingRequestBodyError());
        BucketChange.Put(
            change,
            view,
            bucket => bucket with { Lifecycle = rules, TransitionMinimum = r.TransitionDefaultMinimumObjectSize }
        );
        return new PutBucketLifecycleConfigurationOutput
        {
            TransitionDefaultMinimumObjectSize = r.TransitionDefaultMinimumObjectSize ?? TransitionRules.DefaultMinimum,
        };
    }
}
