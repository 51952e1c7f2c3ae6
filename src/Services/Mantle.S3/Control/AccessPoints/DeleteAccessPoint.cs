using Mantle.Core.Authorization;
using Mantle.S3;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control.AccessPoints;

[Operation]
static class DeleteAccessPoint
{
    public static Access Requires(DeleteAccessPointRequest r, Call c) =>
        ControlAccess.OnPoint(c, r.AccountId, r.Name, Actions.DeleteAccessPoint);

    public static void Execute(DeleteAccessPointRequest r, Change change)
    {
        var point = ControlAccess.Find(change.Account, r.Name);
        change.Remove(point);
        change.Release(S3Names.AccessPoint, point.Alias);
    }
}
