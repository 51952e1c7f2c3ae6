using Mantle.Core.Authorization;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control.AccessPoints;

[Operation]
static class GetAccessPoint
{
    public static Access Requires(GetAccessPointRequest r, Call c) => ControlAccess.OnPoint(c, r.AccountId, r.Name, Actions.GetAccessPoint);

    public static GetAccessPointResult Execute(GetAccessPointRequest r, Call c)
    {
        var point = ControlAccess.Find(c.Account, r.Name);
        return new GetAccessPointResult
        {
            Name = point.Name,
            Bucket = point.Bucket,
            BucketAccountId = point.BucketAccountId,
            NetworkOrigin = "Internet",
            PublicAccessBlockConfiguration = PublicAccessConfiguration.Shape(point.PublicAccess),
            CreationDate = point.CreateDate,
            Alias = point.Alias,
            AccessPointArn = point.ArnIn(c.Account),
        };
    }
}
