using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Policies;

[Operation]
static class DeletePublicAccessBlock
{
    public static ValueTask<BucketView> PrepareAsync(DeletePublicAccessBlockRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeletePublicAccessBlockRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketPublicAccessBlock);

    public static WriteTarget Writes(DeletePublicAccessBlockRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeletePublicAccessBlockRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => bucket with { PublicAccess = S3.Entities.PublicAccessBlock.Deleted });
}
