using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class ListDashboards
{
    public static Access Requires(ListDashboardsRequest r, Call c) => new(Actions.ListDashboards, "*");

    public static ListDashboardsResponse Execute(ListDashboardsRequest r, Call c) => new() { Dashboards = [] };
}
