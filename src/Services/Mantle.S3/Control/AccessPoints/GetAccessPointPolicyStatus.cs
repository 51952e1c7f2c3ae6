using Mantle.Core.Authorization;
using Mantle.S3;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control.AccessPoints;

[Operation]
static class GetAccessPointPolicyStatus
{
    public static Access Requires(GetAccessPointPolicyStatusRequest r, Call c) =>
        ControlAccess.OnPoint(c, r.AccountId, r.Name, Actions.GetAccessPointPolicyStatus);

    public static GetAccessPointPolicyStatusResult Execute(GetAccessPointPolicyStatusRequest r, Call c)
    {
        var policy =
            ControlAccess.Find(c.Account, r.Name).Policy ?? throw Errors.NoSuchAccessPointPolicy().With(("AccessPointName", r.Name));
        return new GetAccessPointPolicyStatusResult { PolicyStatus = new PolicyStatus { IsPublic = policy.IsPublic } };
    }
}
