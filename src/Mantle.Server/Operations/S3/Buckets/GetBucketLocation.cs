using Mantle.Server.Authorization;
using Mantle.Wire.S3;

namespace Mantle.Server.Operations.S3.Buckets;

[Operation]
static class GetBucketLocation
{
    public static async ValueTask<Access> RequiresAsync(GetBucketLocationRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await S3Find.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), "s3:GetBucketLocation");

    public static async Task<GetBucketLocationOutput> ExecuteAsync(GetBucketLocationRequest r, Call c, CancellationToken cancellation)
    {
        var bucket = (await S3Find.BucketAsync(c, r.Bucket)).Bucket;
        return new GetBucketLocationOutput { LocationConstraint = bucket.Location ?? BucketRegion.Constraint(bucket.Region) };
    }
}
