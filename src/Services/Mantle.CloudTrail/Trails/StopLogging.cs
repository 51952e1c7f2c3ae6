using Mantle.CloudTrail.Entities;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

[Operation]
static class StopLogging
{
    public static Access Requires(StopLoggingRequest r, Call c) => TrailReference.Of(c, r.Name).Access(Actions.StopLogging);

    /// <summary>Stops logging. The events up to now are still delivered, and a last digest file.</summary>
    public static StopLoggingResponse Execute(StopLoggingRequest r, Change change)
    {
        var trail = TrailReference.Of(change.Call, r.Name).Changeable(change.Call);
        if (!trail.IsLogging)
            return new();
        change.Put(trail with { IsLogging = false, StopTime = change.Time });
        if (change.Account.TrailProgress.Find(trail.Id) is { Windows: [.. var before, var last] } progress)
            change.Put(progress with { Windows = [.. before, last with { Stop = change.Time }] });
        return new();
    }
}
