using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Policies;

[Operation]
static class GetPublicAccessBlock
{
    public static async ValueTask<Access> RequiresAsync(GetPublicAccessBlockRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketPublicAccessBlock);

    public static async Task<GetPublicAccessBlockOutput> ExecuteAsync(GetPublicAccessBlockRequest r, Call c, CancellationToken cancellation)
    {
        var block = (await Existing.BucketAsync(c, r.Bucket)).Bucket.BlockedPublicAccess;
        if (block.IsDeleted)
            throw Errors.NoSuchPublicAccessBlockConfiguration().With(("BucketName", r.Bucket));
        return new GetPublicAccessBlockOutput
        {
            PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration
            {
                BlockPublicAcls = block.BlockPublicAcls,
                IgnorePublicAcls = block.IgnorePublicAcls,
                BlockPublicPolicy = block.BlockPublicPolicy,
                RestrictPublicBuckets = block.RestrictPublicBuckets,
            },
        };
    }
}
