using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Buckets;

[Operation]
static class DeleteBucket
{
    public static async ValueTask<BucketView> PrepareAsync(DeleteBucketRequest r, Call c, CancellationToken cancellation) =>
        await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.DeleteBucket);

    /// <summary>From here on the bucket accepts no objects, until it is deleted or kept.</summary>
    public static ValueTask<ClosedBucket> WorkAsync(DeleteBucketRequest r, Call c, BucketView bucket, CancellationToken cancellation) =>
        ClosedBucket.CloseAsync(c, bucket);

    public static WriteTarget Writes(DeleteBucketRequest r, Call c, BucketView bucket) => new(bucket.Owner.Id);

    public static void Execute(DeleteBucketRequest r, Change change, ClosedBucket closed)
    {
        if (change.Account.Buckets.Find(r.Bucket) is not { } bucket)
            throw Existing.NoSuchBucket(r.Bucket);
        if (bucket.Id != closed.View.Bucket.Id)
            throw Errors.OperationAborted();
        if (change.Account.AccessPoints.All.Any(point => point.BucketId == bucket.Id))
            throw Errors.BucketHasAccessPointsAttached().With(("BucketName", r.Bucket));
        if (!change.Call.Objects.IsEmpty(bucket.Id))
            throw Errors.BucketNotEmpty().With(("BucketName", r.Bucket));
        change.Remove(bucket);
        change.Release(S3Names.Bucket, bucket.Name);
    }
}
