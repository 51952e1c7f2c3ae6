using Mantle.Core.Authorization;
using Mantle.S3.Objects;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Multipart;

[Operation]
static class ListMultipartUploads
{
    public static async ValueTask<Access> RequiresAsync(ListMultipartUploadsRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.ListBucketMultipartUploads);

    public static async Task<ListMultipartUploadsOutput> ExecuteAsync(ListMultipartUploadsRequest r, Call c, CancellationToken cancellation)
    {
        var limit = Listing.Limit(r.MaxUploads, "max-uploads");
        var encode = Listing.Encoding(r.EncodingType);
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        // The upload id marker has no meaning without a key marker.
        var marker = string.IsNullOrEmpty(r.KeyMarker) ? null : r.UploadIdMarker;
        var page = c.Objects.ListUploads(bucket.Bucket.Id, new ListQuery(r.Prefix ?? "", r.Delimiter, r.KeyMarker, limit), marker);
        return new ListMultipartUploadsOutput
        {
            Bucket = r.Bucket,
            KeyMarker = encode(r.KeyMarker ?? ""),
            UploadIdMarker = marker ?? "",
            NextKeyMarker = page.IsTruncated ? encode(page.LastKey) : null,
            NextUploadIdMarker = page.IsTruncated ? page.LastUploadId : null,
            Prefix = encode(r.Prefix ?? ""),
            Delimiter = encode(r.Delimiter),
            EncodingType = r.EncodingType,
            MaxUploads = limit,
            IsTruncated = page.IsTruncated,
            Uploads =
            [
                .. page.Uploads.Select(upload => new MultipartUpload
                {
                    Key = encode(upload.Key),
                    UploadId = upload.Id,
                    Initiator = new Initiator { ID = upload.Initiator },
                    Owner = CanonicalUser.Owner(bucket.Owner),
                    StorageClass = upload.Attributes.StorageClass ?? "STANDARD",
                    Initiated = upload.Initiated,
                    ChecksumAlgorithm = upload.Algorithm,
                    ChecksumType = upload.ChecksumType,
                }),
            ],
            CommonPrefixes = Listing.CommonPrefixes(page.CommonPrefixes, encode),
        };
    }
}
