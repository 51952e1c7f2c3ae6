using Mantle.CloudTrail.Trails;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Selectors;

[Operation]
static class GetEventSelectors
{
    public static async ValueTask<Access> RequiresAsync(GetEventSelectorsRequest r, Call c, CancellationToken cancellation)
    {
        await OrganizationTrails.IncludeAsync(c);
        return TrailReference.Of(c, r.TrailName).Access(Actions.GetEventSelectors);
    }

    public static GetEventSelectorsResponse Execute(GetEventSelectorsRequest r, Call c)
    {
        var named = TrailReference.Of(c, r.TrailName);
        var trail = named.Existing(c);
        return new()
        {
            TrailARN = trail.ArnIn(named.Owner.Id),
            EventSelectors = SelectorAnswers.Basic(trail),
            AdvancedEventSelectors = SelectorAnswers.Advanced(trail),
        };
    }
}
