using Mantle.CloudTrail.Entities;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.S3;
using Mantle.Wire.CloudTrail;
using Trail = Mantle.CloudTrail.Entities.Trail;

namespace Mantle.CloudTrail.Trails;

[Operation]
sealed class CreateTrail(ServiceObjects objects)
{
    /// <summary>Most trails that a Region has, those of all Regions included.</summary>
    const int MostTrails = 5;

    public static Access Requires(CreateTrailRequest r, Call c)
    {
        var access = new Access(Actions.CreateTrail, ArnOf(r, c)) { RequestTags = TagInput.Of(r.TagsList) };
        return r.TagsList is { Count: > 0 } ? access with { And = [access.For(Actions.AddTags)] } : access;
    }

    static string ArnOf(CreateTrailRequest r, Call c) => Trail.ArnOf(c.Region, c.Account.Id, r.Name);

    /// <summary>Checks the request, and whether CloudTrail may write to the bucket.</summary>
    /// <returns>The organization whose trail it becomes; an empty text for none.</returns>
    public async ValueTask<string> WorkAsync(CreateTrailRequest r, Call c, CancellationToken cancellation)
    {
        TrailName.Check(r.Name);
        TrailInput.RefuseFurtherServices(r.SnsTopicName, r.CloudWatchLogsLogGroupArn, r.CloudWatchLogsRoleArn, r.KmsKeyId);
        TrailInput.CheckGlobalEvents(r.IsMultiRegionTrail == true, r.IncludeGlobalServiceEvents != false);
        var organizationId = r.IsOrganizationTrail == true ? OrganizationTrails.Check(c).Id : null;
        await TrailBucket.CheckAsync(objects, c, ArnOf(r, c), r.S3BucketName, TrailInput.Prefix(r.S3KeyPrefix), organizationId);
        return organizationId ?? "";
    }

    public static CreateTrailResponse Execute(CreateTrailRequest r, Change change, string organizationId)
    {
        var (c, account) = (change.Call, change.Account);
        if (account.Trails.Find(Trail.KeyOf(c.Region, r.Name)) is not null)
            throw Errors.TrailAlreadyExistsException($"Trail {r.Name} already exists for customer: {account.Id}");
        if (change.EnforcesQuotas && account.Trails.All.Count(trail => trail.IsMultiRegion || trail.HomeRegion == c.Region) >= MostTrails)
            throw Errors.MaximumNumberOfTrailsExceededException($"User: {account.Id} already has {MostTrails} trails in {c.Region}.");
        var trail = new Trail
        {
            Name = r.Name,
            Id = RandomId.New().ToString("N"),
            HomeRegion = c.Region,
            Bucket = r.S3BucketName,
            Prefix = TrailInput.Prefix(r.S3KeyPrefix),
            HasGlobalEvents = r.IncludeGlobalServiceEvents != false,
            IsMultiRegion = r.IsMultiRegionTrail == true,
            IsOrganization = organizationId.Length > 0,
            HasDigests = r.EnableLogFileValidation == true,
            Tags = TagInput.New(r.TagsList),
        };
        change.Put(trail);
        change.Claim(TrailNames.Kind, trail.ArnIn(account.Id));
        return new()
        {
            Name = trail.Name,
            S3BucketName = trail.Bucket,
            S3KeyPrefix = trail.Prefix,
            IncludeGlobalServiceEvents = trail.HasGlobalEvents,
            IsMultiRegionTrail = trail.IsMultiRegion,
            TrailARN = trail.ArnIn(account.Id),
            LogFileValidationEnabled = trail.HasDigests,
            IsOrganizationTrail = trail.IsOrganization,
        };
    }
}
