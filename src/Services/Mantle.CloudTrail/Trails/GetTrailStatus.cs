using Mantle.CloudTrail.Entities;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

[Operation]
static class GetTrailStatus
{
    public static async ValueTask<Access> RequiresAsync(GetTrailStatusRequest r, Call c, CancellationToken cancellation)
    {
        await OrganizationTrails.IncludeAsync(c);
        return TrailReference.Of(c, r.Name).Access(Actions.GetTrailStatus);
    }

    public static GetTrailStatusResponse Execute(GetTrailStatusRequest r, Call c)
    {
        var named = TrailReference.Of(c, r.Name);
        var trail = named.Existing(c);
        var progress = named.Owner.TrailProgress.Find(trail.Id);
        return new()
        {
            IsLogging = trail.IsLogging,
            StartLoggingTime = trail.StartTime,
            StopLoggingTime = trail.StopTime,
            TimeLoggingStarted = Text(trail.StartTime),
            TimeLoggingStopped = Text(trail.StopTime),
            LatestDeliveryTime = progress?.DeliveredAt,
            LatestDeliveryAttemptTime = Text(progress?.DeliveredAt),
            LatestDeliveryAttemptSucceeded = progress?.DeliveryError is null ? Text(progress?.DeliveredAt) : "",
            LatestDeliveryError = progress?.DeliveryError,
            LatestDigestDeliveryTime = progress?.DigestDeliveredAt,
            LatestDigestDeliveryError = progress?.DigestError,
            LatestNotificationAttemptTime = "",
            LatestNotificationAttemptSucceeded = "",
        };
    }

    /// <summary>A time as the older members of the answer have it; an empty text for none.</summary>
    static string Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
