using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

[Operation]
static class ListObjectsV2
{
    public static ValueTask<Access> RequiresAsync(ListObjectsV2Request r, Call c, CancellationToken cancellation) =>
        Listing.AccessAsync(c, r.Bucket, r.ExpectedBucketOwner, Actions.ListBucket, r.Prefix, r.Delimiter, r.MaxKeys);

    public static async Task<ListObjectsV2Output> ExecuteAsync(ListObjectsV2Request r, Call c, CancellationToken cancellation)
    {
        var limit = Listing.Limit(r.MaxKeys, "maxKeys");
        var encode = Listing.Encoding(r.EncodingType);
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var after = r.ContinuationToken is { } token ? Listing.ReadToken(token) : r.StartAfter;
        var page = c.Objects.List(bucket.Bucket.Id, new ListQuery(r.Prefix ?? "", r.Delimiter, after, limit));
        return new ListObjectsV2Output
        {
            Name = r.Bucket,
            Prefix = encode(r.Prefix ?? ""),
            Delimiter = encode(r.Delimiter),
            MaxKeys = limit,
            EncodingType = r.EncodingType,
            KeyCount = page.Objects.Count + page.CommonPrefixes.Count,
            IsTruncated = page.IsTruncated,
            ContinuationToken = r.ContinuationToken,
            NextContinuationToken = page.IsTruncated ? Listing.Token(page.Last!) : null,
            StartAfter = encode(r.StartAfter),
            Contents = Listing.Contents(page, encode, r.FetchOwner == true ? CanonicalUser.Owner(bucket.Owner) : null),
            CommonPrefixes = Listing.CommonPrefixes(page.CommonPrefixes, encode),
        };
    }
}
