using Mantle.Core.Authorization;
using Mantle.S3;
using Mantle.S3.Policies;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control.AccessPoints;

[Operation]
static class GetAccessPointPolicy
{
    /// <summary>Takes the accounts that the policy names into the view, to show the present state of its principals.</summary>
    public static async ValueTask<bool> PrepareAsync(GetAccessPointPolicyRequest r, Call c, CancellationToken cancellation)
    {
        if (ControlAccess.Known(c.Account, r.Name)?.Policy is not { } policy)
            return false;
        await c.View.IncludeAsync(policy.BoundAccounts());
        return true;
    }

    public static Access Requires(GetAccessPointPolicyRequest r, Call c) =>
        ControlAccess.OnPoint(c, r.AccountId, r.Name, Actions.GetAccessPointPolicy);

    public static GetAccessPointPolicyResult Execute(GetAccessPointPolicyRequest r, Call c, bool hasPolicy) =>
        new()
        {
            Policy = BucketPolicies.Shown(
                ControlAccess.Find(c.Account, r.Name).Policy ?? throw Errors.NoSuchAccessPointPolicy().With(("AccessPointName", r.Name)),
                c,
                c.Account
            ),
        };
}
