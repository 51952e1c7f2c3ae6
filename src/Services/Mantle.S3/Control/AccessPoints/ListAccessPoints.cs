using System.Text;
using Mantle.Core.Authorization;
using Mantle.S3;
using Mantle.Wire;
using Mantle.Wire.S3Control;

namespace Mantle.S3Control.AccessPoints;

[Operation]
static class ListAccessPoints
{
    const int LargestPage = 1_000;

    public static Access Requires(ListAccessPointsRequest r, Call c) => ControlAccess.OnAccount(c, r.AccountId, Actions.ListAccessPoints);

    public static ListAccessPointsResult Execute(ListAccessPointsRequest r, Call c)
    {
        if (r.DataSourceId is not null || r.DataSourceType is not (null or "S3" or "ALL"))
            throw Errors.NotImplemented();
        var limit = r.MaxResults is > 0 and var wanted ? wanted : LargestPage;
        var points = c
            .Account.AccessPoints.After(r.NextToken is { } token ? NameOf(token) : null)
            .Where(point => r.Bucket is null || point.Bucket == r.Bucket)
            .Take(limit + 1)
            .ToList();
        var page = points.Take(limit).ToList();
        return new ListAccessPointsResult
        {
            AccessPointList =
            [
                .. page.Select(point => new AccessPoint
                {
                    Name = point.Name,
                    NetworkOrigin = "Internet",
                    Bucket = point.Bucket,
                    BucketAccountId = point.BucketAccountId,
                    AccessPointArn = point.ArnIn(c.Account),
                    Alias = point.Alias,
                }),
            ],
            // A token names the page's last item, so a write between two pages makes the list neither lose nor repeat an item.
            NextToken = points.Count > limit ? Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Name)) : null,
        };
    }

    static string NameOf(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) && length > 0
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw InvalidToken();
    }

    static ApiException InvalidToken() => Errors.InvalidRequest("Invalid nextToken");
}
