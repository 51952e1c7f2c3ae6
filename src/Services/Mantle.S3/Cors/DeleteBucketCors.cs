using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Cors;

[Operation]
static class DeleteBucketCors
{
    public static ValueTask<BucketView> PrepareAsync(DeleteBucketCorsRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketCorsRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketCORS);

    public static WriteTarget Writes(DeleteBucketCorsRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeleteBucketCorsRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => bucket with { Cors = null });
}
