using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

[Operation]
static class ListTrails
{
    public static async ValueTask<Access> RequiresAsync(ListTrailsRequest r, Call c, CancellationToken cancellation)
    {
        await OrganizationTrails.IncludeAsync(c);
        return new(Actions.ListTrails, "*");
    }

    /// <summary>All trails of the account, whatever their Region, in one page: a Region has five at most.</summary>
    public static ListTrailsResponse Execute(ListTrailsRequest r, Call c) =>
        new()
        {
            Trails =
            [
                .. TrailAnswers
                    .OfAllRegions(c)
                    .Select(trail => new TrailInfo
                    {
                        Name = trail.Trail.Name,
                        HomeRegion = trail.Trail.HomeRegion,
                        TrailARN = trail.Trail.ArnIn(trail.Owner.Id),
                    }),
            ],
        };
}
