using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Tagging;

[Operation]
static class PutBucketTagging
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketTaggingRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketTaggingRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketTagging);

    public static WriteTarget Writes(PutBucketTaggingRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketTaggingRequest r, Change change, BucketView view)
    {
        var tags = S3Tags.Of(r.Tagging.TagSet, S3Tags.PerBucket);
        BucketChange.Put(change, view, bucket => bucket with { Tags = tags });
    }
}
