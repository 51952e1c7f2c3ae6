using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Policies;

[Operation]
static class DeleteBucketPolicy
{
    public static ValueTask<BucketView> PrepareAsync(DeleteBucketPolicyRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketPolicyRequest r, Call c) =>
        BucketPolicies.Access(c, Existing.Bucket(c, r.Bucket), Actions.DeleteBucketPolicy);

    public static WriteTarget Writes(DeleteBucketPolicyRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeleteBucketPolicyRequest r, Change change, BucketView view)
    {
        BucketPolicies.CheckOwner(change.Call, view);
        BucketChange.Put(change, view, bucket => bucket with { Policy = null });
    }
}
