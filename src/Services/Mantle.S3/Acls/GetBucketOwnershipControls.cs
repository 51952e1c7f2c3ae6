using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

[Operation]
static class GetBucketOwnershipControls
{
    public static async ValueTask<Access> RequiresAsync(GetBucketOwnershipControlsRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketOwnershipControls);

    public static async Task<GetBucketOwnershipControlsOutput> ExecuteAsync(
        GetBucketOwnershipControlsRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var ownership =
            AclRules.Shown((await Existing.BucketAsync(c, r.Bucket)).Bucket.Ownership)
            ?? throw Errors.OwnershipControlsNotFoundError().With(("BucketName", r.Bucket));
        return new GetBucketOwnershipControlsOutput
        {
            OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ownership }] },
        };
    }
}
