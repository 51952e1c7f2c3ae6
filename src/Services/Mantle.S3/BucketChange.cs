using Mantle.Wire.S3;
using Bucket = Mantle.S3.Entities.Bucket;

namespace Mantle.S3;

/// <summary>Writes a setting of a bucket.</summary>
static class BucketChange
{
    public static WriteTarget Target(BucketView view) => new(view.Owner.Id);

    /// <summary>Writes what <paramref name="set"/> makes of the bucket, if that changes anything.</summary>
    public static void Put(Change change, BucketView view, Func<Bucket, Bucket> set)
    {
        var bucket = change.Account.Buckets.Find(view.Bucket.Name) ?? throw Existing.NoSuchBucket(view.Bucket.Name);
        if (bucket.Id != view.Bucket.Id)
            throw Errors.OperationAborted();
        var after = set(bucket);
        if (after != bucket)
            change.Put(after);
    }
}
