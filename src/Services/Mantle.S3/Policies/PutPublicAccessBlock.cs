using Mantle.Core.Authorization;
using Mantle.Wire.S3;
using PublicAccessBlock = Mantle.S3.Entities.PublicAccessBlock;

namespace Mantle.S3.Policies;

[Operation]
static class PutPublicAccessBlock
{
    public static ValueTask<BucketView> PrepareAsync(PutPublicAccessBlockRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutPublicAccessBlockRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketPublicAccessBlock);

    public static WriteTarget Writes(PutPublicAccessBlockRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutPublicAccessBlockRequest r, Change change, BucketView view)
    {
        var wanted = r.PublicAccessBlockConfiguration;
        BucketChange.Put(
            change,
            view,
            bucket =>
                bucket with
                {
                    PublicAccess = new PublicAccessBlock(
                        wanted.BlockPublicAcls == true,
                        wanted.IgnorePublicAcls == true,
                        wanted.BlockPublicPolicy == true,
                        wanted.RestrictPublicBuckets == true
                    ),
                }
        );
    }
}
