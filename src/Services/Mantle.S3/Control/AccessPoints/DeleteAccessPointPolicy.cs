using Mantle.Core.Authorization;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control.AccessPoints;

[Operation]
static class DeleteAccessPointPolicy
{
    public static Access Requires(DeleteAccessPointPolicyRequest r, Call c) =>
        ControlAccess.OnPoint(c, r.AccountId, r.Name, Actions.DeleteAccessPointPolicy);

    public static void Execute(DeleteAccessPointPolicyRequest r, Change change)
    {
        var point = ControlAccess.Find(change.Account, r.Name);
        if (point.Policy is not null)
            change.Put(point with { Policy = null });
    }
}
