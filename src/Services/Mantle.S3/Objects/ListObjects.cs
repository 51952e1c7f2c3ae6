using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

[Operation]
static class ListObjects
{
    public static ValueTask<Access> RequiresAsync(ListObjectsRequest r, Call c, CancellationToken cancellation) =>
        Listing.AccessAsync(c, r.Bucket, r.ExpectedBucketOwner, Actions.ListBucket, r.Prefix, r.Delimiter, r.MaxKeys);

    public static async Task<ListObjectsOutput> ExecuteAsync(ListObjectsRequest r, Call c, CancellationToken cancellation)
    {
        var limit = Listing.Limit(r.MaxKeys, "maxKeys");
        var encode = Listing.Encoding(r.EncodingType);
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var page = c.Objects.List(bucket.Bucket.Id, new ListQuery(r.Prefix ?? "", r.Delimiter, r.Marker, limit));
        return new ListObjectsOutput
        {
            Name = r.Bucket,
            Prefix = encode(r.Prefix ?? ""),
            Marker = encode(r.Marker ?? ""),
            // Without a delimiter the last key itself is the next marker.
            NextMarker = page.IsTruncated && r.Delimiter is { Length: > 0 } ? encode(page.Last) : null,
            Delimiter = encode(r.Delimiter),
            MaxKeys = limit,
            EncodingType = r.EncodingType,
            IsTruncated = page.IsTruncated,
            Contents = Listing.Contents(page, encode, CanonicalUser.Owner(bucket.Owner)),
            CommonPrefixes = Listing.CommonPrefixes(page.CommonPrefixes, encode),
        };
    }
}
