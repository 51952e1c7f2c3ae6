using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Policies;

[Operation]
static class GetBucketPolicy
{
    public static async ValueTask<Access> RequiresAsync(GetBucketPolicyRequest r, Call c, CancellationToken cancellation) =>
        BucketPolicies.Access(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketPolicy);

    public static async Task<GetBucketPolicyOutput> ExecuteAsync(GetBucketPolicyRequest r, Call c, CancellationToken cancellation)
    {
        var view = await Existing.BucketAsync(c, r.Bucket);
        BucketPolicies.CheckOwner(c, view);
        if (view.Bucket.Policy is not { } policy)
            throw BucketPolicies.None(r.Bucket);
        await c.View.IncludeAsync(policy.BoundAccounts());
        return new GetBucketPolicyOutput { Policy = BucketPolicies.Shown(policy, c, view.Owner) };
    }
}
