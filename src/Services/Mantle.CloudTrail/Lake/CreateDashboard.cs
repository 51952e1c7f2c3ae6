using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class CreateDashboard
{
    public static Access Requires(CreateDashboardRequest r, Call c) => LakeResource.Access(c, Actions.CreateDashboard, "dashboard", r.Name);

    public static CreateDashboardResponse Execute(CreateDashboardRequest r, Change change) => throw LakeResource.NotHere("Dashboards are");
}
