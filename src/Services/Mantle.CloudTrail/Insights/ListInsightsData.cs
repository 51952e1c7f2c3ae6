using Mantle.CloudTrail.Trails;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Insights;

[Operation]
static class ListInsightsData
{
    public static Access Requires(ListInsightsDataRequest r, Call c) =>
        TrailReference.Of(c, r.InsightSource).Access(Actions.ListInsightsData);

    public static ListInsightsDataResponse Execute(ListInsightsDataRequest r, Call c) =>
        throw Errors.UnsupportedOperationException("Insights events are not supported.");
}
