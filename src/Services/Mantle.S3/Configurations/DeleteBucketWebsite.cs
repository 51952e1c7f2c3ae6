using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class DeleteBucketWebsite
{
    public static ValueTask<BucketView> PrepareAsync(DeleteBucketWebsiteRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketWebsiteRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.DeleteBucketWebsite);

    public static WriteTarget Writes(DeleteBucketWebsiteRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeleteBucketWebsiteRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => KeptConfigurations.Website.Put(bucket, null));
}
