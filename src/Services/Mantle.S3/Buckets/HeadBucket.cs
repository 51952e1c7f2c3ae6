using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Buckets;

[Operation]
static class HeadBucket
{
    public static async ValueTask<Access> RequiresAsync(HeadBucketRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.ListBucket);

    public static async Task<HeadBucketOutput> ExecuteAsync(HeadBucketRequest r, Call c, CancellationToken cancellation)
    {
        var view = await Existing.BucketAsync(c, r.Bucket);
        return new HeadBucketOutput { BucketRegion = view.Bucket.Region, AccessPointAlias = view.Point?.Alias == r.Bucket };
    }
}
