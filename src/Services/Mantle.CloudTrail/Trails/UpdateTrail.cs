using Mantle.Core.Authorization;
using Mantle.S3;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Trails;

[Operation]
sealed class UpdateTrail(ServiceObjects objects)
{
    public static Access Requires(UpdateTrailRequest r, Call c) => TrailReference.Of(c, r.Name).Access(Actions.UpdateTrail);

    /// <summary>Checks the request, and whether CloudTrail may write to the bucket.</summary>
    /// <returns>The settings that were checked.</returns>
    public async ValueTask<Entities.Trail> WorkAsync(UpdateTrailRequest r, Call c, CancellationToken cancellation)
    {
        var trail = TrailReference.Of(c, r.Name).Changeable(c);
        TrailInput.RefuseFurtherServices(r.SnsTopicName, r.CloudWatchLogsLogGroupArn, r.CloudWatchLogsRoleArn, r.KmsKeyId);
        var changed = Changed(r, trail);
        TrailInput.CheckGlobalEvents(changed.IsMultiRegion, changed.HasGlobalEvents);
        var organizationId = changed.IsOrganization ? OrganizationTrails.Check(c).Id : null;
        await TrailBucket.CheckAsync(objects, c, trail.ArnIn(c.Account.Id), changed.Bucket, changed.Prefix, organizationId);
        return changed;
    }

    public static UpdateTrailResponse Execute(UpdateTrailRequest r, Change change, Entities.Trail checkedTrail)
    {
        var trail = Changed(r, TrailReference.Of(change.Call, r.Name).Changeable(change.Call));
        change.Put(trail);
        return new()
        {
            Name = trail.Name,
            S3BucketName = trail.Bucket,
            S3KeyPrefix = trail.Prefix,
            IncludeGlobalServiceEvents = trail.HasGlobalEvents,
            IsMultiRegionTrail = trail.IsMultiRegion,
            TrailARN = trail.ArnIn(change.Account.Id),
            LogFileValidationEnabled = trail.HasDigests,
            IsOrganizationTrail = trail.IsOrganization,
        };
    }

    /// <summary>The trail with what the request changes. What it leaves out stays; an empty prefix removes the prefix.</summary>
    static Entities.Trail Changed(UpdateTrailRequest r, Entities.Trail trail) =>
        trail with
        {
            Bucket = TrailInput.Text(r.S3BucketName) ?? trail.Bucket,
            Prefix = r.S3KeyPrefix is null ? trail.Prefix : TrailInput.Prefix(r.S3KeyPrefix),
            HasGlobalEvents = r.IncludeGlobalServiceEvents ?? trail.HasGlobalEvents,
            IsMultiRegion = r.IsMultiRegionTrail ?? trail.IsMultiRegion,
            HasDigests = r.EnableLogFileValidation ?? trail.HasDigests,
            IsOrganization = r.IsOrganizationTrail ?? trail.IsOrganization,
        };
}
