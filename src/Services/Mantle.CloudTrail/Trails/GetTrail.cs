using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

[Operation]
static class GetTrail
{
    public static async ValueTask<Access> RequiresAsync(GetTrailRequest r, Call c, CancellationToken cancellation)
    {
        await OrganizationTrails.IncludeAsync(c);
        return TrailReference.Of(c, r.Name).Access(Actions.GetTrail);
    }

    public static GetTrailResponse Execute(GetTrailRequest r, Call c)
    {
        var named = TrailReference.Of(c, r.Name);
        return new() { Trail = TrailAnswers.Of(named.Existing(c), named.Owner.Id) };
    }
}
