using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Tagging;

[Operation]
static class DeleteBucketTagging
{
    public static ValueTask<BucketView> PrepareAsync(DeleteBucketTaggingRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketTaggingRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketTagging);

    public static WriteTarget Writes(DeleteBucketTaggingRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeleteBucketTaggingRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => bucket with { Tags = null });
}
