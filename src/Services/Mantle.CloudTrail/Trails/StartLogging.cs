using Mantle.CloudTrail.Entities;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

[Operation]
static class StartLogging
{
    public static Access Requires(StartLoggingRequest r, Call c) => TrailReference.Of(c, r.Name).Access(Actions.StartLogging);

    public static StartLoggingResponse Execute(StartLoggingRequest r, Change change)
    {
        var trail = TrailReference.Of(change.Call, r.Name).Changeable(change.Call);
        if (trail.IsLogging)
            return new();
        change.Put(trail with { IsLogging = true, StartTime = change.Time });
        var progress = change.Account.TrailProgress.Find(trail.Id) ?? new TrailProgress { TrailId = trail.Id };
        change.Put(progress with { Windows = progress.Windows.Add(new LoggingWindow(change.Time)) });
        return new();
    }
}
