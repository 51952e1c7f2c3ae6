using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Cors;

[Operation]
static class GetBucketCors
{
    public static async ValueTask<Access> RequiresAsync(GetBucketCorsRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketCORS);

    public static async Task<GetBucketCorsOutput> ExecuteAsync(GetBucketCorsRequest r, Call c, CancellationToken cancellation)
    {
        var rules = (await Existing.BucketAsync(c, r.Bucket)).Bucket.Cors ?? throw CorsRules.None(r.Bucket);
        return new GetBucketCorsOutput { CORSRules = CorsRules.Shape(rules) };
    }
}
