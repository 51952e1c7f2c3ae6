using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class StartDashboardRefresh
{
    public static Access Requires(StartDashboardRefreshRequest r, Call c) =>
        LakeResource.Access(c, Actions.StartDashboardRefresh, "dashboard", r.DashboardId);

    public static StartDashboardRefreshResponse Execute(StartDashboardRefreshRequest r, Change change) =>
        throw LakeResource.NoDashboard(r.DashboardId);
}
