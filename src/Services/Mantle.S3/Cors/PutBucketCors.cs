using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Cors;

[Operation]
static class PutBucketCors
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketCorsRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketCorsRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketCORS);

    public static WriteTarget Writes(PutBucketCorsRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketCorsRequest r, Change change, BucketView view)
    {
        var rules = CorsRules.Of(r.CORSConfiguration);
        BucketChange.Put(change, view, bucket => bucket with { Cors = rules });
    }
}
