using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

[Operation]
static class DeleteBucketOwnershipControls
{
    public static ValueTask<BucketView> PrepareAsync(DeleteBucketOwnershipControlsRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketOwnershipControlsRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketOwnershipControls);

    public static WriteTarget Writes(DeleteBucketOwnershipControlsRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeleteBucketOwnershipControlsRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => bucket with { Ownership = S3.Entities.ObjectOwnership.None });
}
