using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class GetDashboard
{
    public static Access Requires(GetDashboardRequest r, Call c) =>
        LakeResource.Access(c, Actions.GetDashboard, "dashboard", r.DashboardId);

    public static GetDashboardResponse Execute(GetDashboardRequest r, Call c) => throw LakeResource.NoDashboard(r.DashboardId);
}
