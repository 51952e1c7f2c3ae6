using Mantle.Core.Authorization;
using Mantle.S3;
using Mantle.S3.Policies;
using Mantle.Wire;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control.AccessPoints;

[Operation]
static class PutAccessPointPolicy
{
    /// <summary>
    /// The policy, with the accounts that it names taken into the view. The access point may be missing, or just be made; only callers who
    /// may set the policy learn that.
    /// </summary>
    public static ValueTask<BucketPolicyDraft> PrepareAsync(PutAccessPointPolicyRequest r, Call c, CancellationToken cancellation) =>
        BucketPolicyDraft.PrepareAsync(c, r.Policy);

    public static Access Requires(PutAccessPointPolicyRequest r, Call c) =>
        ControlAccess.OnPoint(c, r.AccountId, r.Name, Actions.PutAccessPointPolicy);

    public static void Execute(PutAccessPointPolicyRequest r, Change change, BucketPolicyDraft draft)
    {
        var point = ControlAccess.Find(change.Account, r.Name);
        var policy = draft.ToPolicy(change.Call, change.Account, PolicyResource.AccessPoint(point.ArnIn(change.Account)));
        if (policy.IsPublic && point.PublicAccess.And(change.Account.PublicAccess).BlockPublicPolicy)
            throw CommonErrors.AccessDenied(
                $"User: {change.Call.Caller.Arn} is not authorized to perform: s3:PutAccessPointPolicy on resource: "
                    + $"\"{point.ArnIn(change.Account)}\" because public policies are blocked by the BlockPublicPolicy block public "
                    + $"access setting."
            );
        change.Put(point with { Policy = policy });
    }
}
