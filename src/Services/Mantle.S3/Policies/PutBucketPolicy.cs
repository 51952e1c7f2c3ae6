using Mantle.Core.Authorization;
using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3.Policies;

[Operation]
static class PutBucketPolicy
{
    /// <summary>The bucket, and its policy with the accounts that it names taken into the view.</summary>
    public static async ValueTask<Draft> PrepareAsync(PutBucketPolicyRequest r, Call c, CancellationToken cancellation) =>
        new(await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), await BucketPolicyDraft.PrepareAsync(c, r.Policy));

    public static Access Requires(PutBucketPolicyRequest r, Call c) =>
        BucketPolicies.Access(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketPolicy);

    public static WriteTarget Writes(PutBucketPolicyRequest r, Call c, Draft draft) => BucketChange.Target(draft.Bucket);

    public static void Execute(PutBucketPolicyRequest r, Change change, Draft draft)
    {
        BucketPolicies.CheckOwner(change.Call, draft.Bucket);
        var policy = draft.Policy.ToPolicy(change.Call, change.Account, PolicyResource.Bucket(r.Bucket));
        BucketChange.Put(
            change,
            draft.Bucket,
            bucket =>
                policy.IsPublic && bucket.BlockedPublicAccess.And(change.Account.PublicAccess).BlockPublicPolicy
                    ? throw CommonErrors.AccessDenied(
                        $"User: {change.Call.Caller.Arn} is not authorized to perform: s3:PutBucketPolicy on resource: "
                            + $"\"arn:aws:s3:::{bucket.Name}\" because public policies are blocked by the BlockPublicPolicy block "
                            + $"public access setting."
                    )
                    : bucket with
                    {
                        Policy = policy,
                    }
        );
    }

    internal sealed record Draft(BucketView Bucket, BucketPolicyDraft Policy);
}
