using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class PutBucketWebsite
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketWebsiteRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketWebsiteRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketWebsite);

    public static WriteTarget Writes(PutBucketWebsiteRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketWebsiteRequest r, Change change, BucketView view)
    {
        WebsiteRules.Check(r.WebsiteConfiguration);
        BucketChange.Put(change, view, bucket => KeptConfigurations.Website.Put(bucket, r.WebsiteConfiguration));
    }
}
