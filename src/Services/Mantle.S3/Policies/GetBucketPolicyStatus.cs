using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Policies;

[Operation]
static class GetBucketPolicyStatus
{
    public static async ValueTask<Access> RequiresAsync(GetBucketPolicyStatusRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketPolicyStatus);

    public static async Task<GetBucketPolicyStatusOutput> ExecuteAsync(
        GetBucketPolicyStatusRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var bucket = (await Existing.BucketAsync(c, r.Bucket)).Bucket;
        return new GetBucketPolicyStatusOutput
        {
            PolicyStatus = new PolicyStatus { IsPublic = (bucket.Policy ?? throw BucketPolicies.None(r.Bucket)).IsPublic },
        };
    }
}
