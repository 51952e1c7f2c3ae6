using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Buckets;

[Operation]
static class GetBucketLocation
{
    public static async ValueTask<Access> RequiresAsync(GetBucketLocationRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketLocation);

    public static async Task<GetBucketLocationOutput> ExecuteAsync(GetBucketLocationRequest r, Call c, CancellationToken cancellation)
    {
        var bucket = (await Existing.BucketAsync(c, r.Bucket)).Bucket;
        return new GetBucketLocationOutput { LocationConstraint = bucket.Location ?? BucketRegion.Constraint(bucket.Region) };
    }
}
