using Mantle.CloudTrail.Entities;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

[Operation]
static class DeleteTrail
{
    public static Access Requires(DeleteTrailRequest r, Call c) => TrailReference.Of(c, r.Name).Access(Actions.DeleteTrail);

    /// <summary>Deletes the trail. The files that it delivered stay in the bucket.</summary>
    public static DeleteTrailResponse Execute(DeleteTrailRequest r, Change change)
    {
        var trail = TrailReference.Of(change.Call, r.Name).Changeable(change.Call);
        if (change.Account.TrailProgress.Find(trail.Id) is { } progress)
            change.Remove(progress);
        change.Remove(trail);
        change.Release(TrailNames.Kind, trail.ArnIn(change.Account.Id));
        return new();
    }
}
