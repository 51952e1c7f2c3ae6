using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Insights;

[Operation]
static class GetInsightSelectors
{
    public static Access Requires(GetInsightSelectorsRequest r, Call c) =>
        InsightSource.Access(c, Actions.GetInsightSelectors, r.TrailName, r.EventDataStore);

    /// <summary>No trail has Insights, because nothing here detects unusual activity.</summary>
    public static GetInsightSelectorsResponse Execute(GetInsightSelectorsRequest r, Call c)
    {
        var (trail, arn) = InsightSource.Trail(c, r.TrailName, r.EventDataStore);
        throw Errors.InsightNotEnabledException(
            $"Trail {arn} does not have Insights enabled. Edit the trail settings to enable Insights, and then try the operation again."
        );
    }
}
