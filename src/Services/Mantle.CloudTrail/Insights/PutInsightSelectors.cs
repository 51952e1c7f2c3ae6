using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Insights;

[Operation]
static class PutInsightSelectors
{
    public static Access Requires(PutInsightSelectorsRequest r, Call c) =>
        InsightSource.Access(c, Actions.PutInsightSelectors, r.TrailName, r.EventDataStore);

    /// <summary>An empty list turns Insights off, which they are. Any other is refused.</summary>
    public static PutInsightSelectorsResponse Execute(PutInsightSelectorsRequest r, Change change)
    {
        var (_, arn) = InsightSource.Trail(change.Call, r.TrailName, r.EventDataStore);
        return r.InsightSelectors.Count == 0
            ? new() { TrailARN = arn, InsightSelectors = [] }
            : throw Errors.UnsupportedOperationException("Insights events are not supported.");
    }
}
