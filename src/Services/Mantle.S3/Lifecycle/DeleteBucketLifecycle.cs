using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Lifecycle;

[Operation]
static class DeleteBucketLifecycle
{
    public static ValueTask<BucketView> PrepareAsync(DeleteBucketLifecycleRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketLifecycleRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutLifecycleConfiguration);

    public static WriteTarget Writes(DeleteBucketLifecycleRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeleteBucketLifecycleRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => bucket with { Lifecycle = null, TransitionMinimum = null });
}
