using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

[Operation]
static class DescribeTrails
{
    public static async ValueTask<Access> RequiresAsync(DescribeTrailsRequest r, Call c, CancellationToken cancellation)
    {
        await OrganizationTrails.IncludeAsync(c);
        return new(Actions.DescribeTrails, "*");
    }

    /// <summary>Trails that a request names and that do not exist are left out.</summary>
    public static DescribeTrailsResponse Execute(DescribeTrailsRequest r, Call c)
    {
        var found = r.TrailNameList is { Count: > 0 } names
            ? names
                .Select(name => TrailReference.Of(c, name))
                .Where(named => named.Found is not null)
                .Select(named => (named.Found!, named.Owner))
            : TrailAnswers.InRegion(c, r.IncludeShadowTrails != false);
        return new() { TrailList = [.. found.Select(trail => TrailAnswers.Of(trail.Item1, trail.Item2.Id))] };
    }
}
