using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class UpdateDashboard
{
    public static Access Requires(UpdateDashboardRequest r, Call c) =>
        LakeResource.Access(c, Actions.UpdateDashboard, "dashboard", r.DashboardId);

    public static UpdateDashboardResponse Execute(UpdateDashboardRequest r, Change change) => throw LakeResource.NoDashboard(r.DashboardId);
}
