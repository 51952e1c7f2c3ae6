using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Insights;

[Operation]
static class ListInsightsMetricData
{
    public static Access Requires(ListInsightsMetricDataRequest r, Call c) => new(Actions.ListInsightsMetricData, "*");

    public static ListInsightsMetricDataResponse Execute(ListInsightsMetricDataRequest r, Call c) =>
        throw Errors.UnsupportedOperationException("Insights events are not supported.");
}
