using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class DeleteDashboard
{
    public static Access Requires(DeleteDashboardRequest r, Call c) =>
        LakeResource.Access(c, Actions.DeleteDashboard, "dashboard", r.DashboardId);

    public static DeleteDashboardResponse Execute(DeleteDashboardRequest r, Change change) => throw LakeResource.NoDashboard(r.DashboardId);
}
