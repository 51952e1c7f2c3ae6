using Mantle.Core.Authorization;
using Mantle.S3;
using Mantle.S3.AccessPoints;
using Mantle.S3.Entities;
using Mantle.Wire.S3Control;
using AccessPoint = Mantle.S3.Entities.AccessPoint;

namespace Mantle.S3Control.AccessPoints;

[Operation]
static class CreateAccessPoint
{
    const int PointsPerAccount = 10_000;

    /// <summary>The bucket, which may belong to another account; null where there is none.</summary>
    public static async ValueTask<BucketView?> PrepareAsync(CreateAccessPointRequest r, Call c, CancellationToken cancellation) =>
        await c.FindBucketAsync(r.Bucket);

    public static Access Requires(CreateAccessPointRequest r, Call c) =>
        ControlAccess.OnPoint(c, r.AccountId, r.Name, Actions.CreateAccessPoint, c.FindBucket(r.Bucket)?.Bucket.Region);

    public static CreateAccessPointResult Execute(CreateAccessPointRequest r, Change change, BucketView? bucket)
    {
        ControlAccess.CheckName(r.Name);
        // Mantle refuses features that it does not have instead of ignoring them.
        if (r.VpcConfiguration is not null || r.Scope is not null || r.Tags is { Count: > 0 })
            throw Errors.NotImplemented();
        // A bucket of the same account may have been deleted before the turn came.
        if (bucket is null || (bucket.Owner.Id == change.Account.Id && change.Account.Buckets.Find(r.Bucket)?.Id != bucket.Bucket.Id))
            throw Errors.InvalidRequest("Amazon S3 AccessPoint can only be created for existing bucket");
        if (bucket.Owner.Id != (r.BucketAccountId ?? r.AccountId))
            throw Errors.InvalidRequest("BucketAccountId parameter should be same as the AWS Account Id of bucket owner");
        if (change.Account.AccessPoints.Find(r.Name) is not null)
            throw Errors.AccessPointAlreadyOwnedByYou();
        if (change.Account.AccessPoints.Count >= PointsPerAccount)
            throw Errors.TooManyAccessPoints();
        var point = new AccessPoint
        {
            Name = r.Name,
            Alias = AccessPointName.NewAlias(r.Name),
            Bucket = r.Bucket,
            BucketAccountId = bucket.Owner.Id,
            BucketId = bucket.Bucket.Id,
            Region = bucket.Bucket.Region,
            CreateDate = change.Time,
            PublicAccess = r.PublicAccessBlockConfiguration is { } wanted
                ? PublicAccessConfiguration.Of(wanted)
                : PublicAccessBlock.Everything,
        };
        change.Put(point);
        change.Claim(S3Names.AccessPoint, point.Alias);
        return new CreateAccessPointResult { AccessPointArn = point.ArnIn(change.Account), Alias = point.Alias };
    }
}
