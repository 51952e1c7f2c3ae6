using System.Text;
using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Buckets;

[Operation]
static class ListBuckets
{
    const int LargestPage = 10_000;

    public static Access Requires(ListBucketsRequest r, Call c) => S3Access.OnService(c, Actions.ListAllMyBuckets);

    public static ListBucketsOutput Execute(ListBucketsRequest r, Call c)
    {
        var limit = r.MaxBuckets ?? LargestPage;
        var page = new List<Bucket>();
        string? next = null;
        foreach (var bucket in c.Account.Buckets.After(Start(r.ContinuationToken)))
        {
            if (
                !bucket.Name.StartsWith(r.Prefix ?? "", StringComparison.Ordinal)
                || (r.BucketRegion is { } region && bucket.Region != region)
            )
                continue;
            if (page.Count == limit)
            {
                next = Convert.ToBase64String(Encoding.ASCII.GetBytes(page[^1].Name!));
                break;
            }
            page.Add(
                new Bucket
                {
                    Name = bucket.Name,
                    CreationDate = bucket.CreateDate,
                    // S3 shows the Region only in paged answers.
                    BucketRegion = r.MaxBuckets is null && r.Prefix is null && r.BucketRegion is null ? null : bucket.Region,
                }
            );
        }
        return new ListBucketsOutput
        {
            Buckets = page,
            Owner = CanonicalUser.Owner(c.Account),
            Prefix = r.Prefix,
            ContinuationToken = next,
        };
    }

    static string? Start(string? token)
    {
        if (token is null)
            return null;
        try
        {
            return Encoding.ASCII.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw Errors
                .InvalidArgument("The continuation token provided is incorrect")
                .With(("ArgumentName", "continuation-token"), ("ArgumentValue", token));
        }
    }
}
