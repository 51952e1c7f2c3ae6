using Mantle.CloudTrail.Trails;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Selectors;

[Operation]
static class PutEventSelectors
{
    public static Access Requires(PutEventSelectorsRequest r, Call c) =>
        TrailReference.Of(c, r.TrailName).Access(Actions.PutEventSelectors);

    /// <summary>Sets basic or advanced selectors, which replace those that the trail had of either kind.</summary>
    public static PutEventSelectorsResponse Execute(PutEventSelectorsRequest r, Change change)
    {
        var trail = TrailReference.Of(change.Call, r.TrailName).Changeable(change.Call);
        if ((r.EventSelectors is null) == (r.AdvancedEventSelectors is null))
            throw Errors.InvalidEventSelectorsException(
                "You must specify either event selectors or advanced event selectors, but not both."
            );
        trail = trail with
        {
            Selectors = r.EventSelectors is null ? [] : BasicSelectorRules.Checked(r.EventSelectors),
            AdvancedSelectors = r.AdvancedEventSelectors is null ? [] : AdvancedSelectorRules.Checked(r.AdvancedEventSelectors),
        };
        change.Put(trail);
        return new()
        {
            TrailARN = trail.ArnIn(change.Account.Id),
            EventSelectors = SelectorAnswers.Basic(trail),
            AdvancedEventSelectors = SelectorAnswers.Advanced(trail),
        };
    }
}
