using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

[Operation]
static class ListObjectVersions
{
    public static ValueTask<Access> RequiresAsync(ListObjectVersionsRequest r, Call c, CancellationToken cancellation) =>
        Listing.AccessAsync(c, r.Bucket, r.ExpectedBucketOwner, Actions.ListBucketVersions, r.Prefix, r.Delimiter, r.MaxKeys);

    public static async Task<ListObjectVersionsOutput> ExecuteAsync(ListObjectVersionsRequest r, Call c, CancellationToken cancellation)
    {
        var limit = Listing.Limit(r.MaxKeys, "maxKeys");
        var encode = Listing.Encoding(r.EncodingType);
        var versionMarker = r.VersionIdMarker is { Length: > 0 } marker ? marker : null;
        if (versionMarker is not null && string.IsNullOrEmpty(r.KeyMarker))
            throw Errors
                .InvalidArgument("A version-id marker cannot be specified without a key marker.")
                .With(("ArgumentName", "version-id-marker"), ("ArgumentValue", versionMarker));
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var page = c.Objects.ListVersions(bucket.Bucket.Id, new ListQuery(r.Prefix ?? "", r.Delimiter, r.KeyMarker, limit), versionMarker);
        var owner = CanonicalUser.Owner(bucket.Owner);
        return new ListObjectVersionsOutput
        {
            Name = r.Bucket,
            Prefix = encode(r.Prefix ?? ""),
            KeyMarker = encode(r.KeyMarker ?? ""),
            VersionIdMarker = r.VersionIdMarker ?? "",
            NextKeyMarker = page.IsTruncated ? encode(page.LastKey) : null,
            NextVersionIdMarker = page.IsTruncated ? page.LastVersion : null,
            Delimiter = encode(r.Delimiter),
            MaxKeys = limit,
            EncodingType = r.EncodingType,
            IsTruncated = page.IsTruncated,
            Versions =
            [
                .. page
                    .Versions.Where(item => !item.Version.IsDeleteMarker)
                    .Select(item => Version(item.Version, item.IsLatest, encode, owner)),
            ],
            DeleteMarkers =
            [
                .. page
                    .Versions.Where(item => item.Version.IsDeleteMarker)
                    .Select(item => Marker(item.Version, item.IsLatest, encode, owner)),
            ],
            CommonPrefixes = Listing.CommonPrefixes(page.CommonPrefixes, encode),
        };
    }

    static ObjectVersion Version(StoredObject stored, bool isLatest, Listing.Encoder encode, Owner owner) =>
        new()
        {
            Key = encode(stored.Key),
            VersionId = stored.Version ?? ObjectStore.NullVersion,
            IsLatest = isLatest,
            LastModified = stored.Modified,
            ETag = ETags.Quoted(stored.ETag),
            ChecksumAlgorithm = stored.Checksum is { } checksum ? [checksum.Algorithm] : null,
            ChecksumType = stored.Checksum?.Type,
            Size = stored.Size,
            StorageClass = stored.Attributes.StorageClass ?? "STANDARD",
            Owner = stored.Attributes.Owner is { } other ? CanonicalUser.Owner(other) : owner,
        };

    static DeleteMarkerEntry Marker(StoredObject marker, bool isLatest, Listing.Encoder encode, Owner owner) =>
        new()
        {
            Key = encode(marker.Key),
            VersionId = marker.Version ?? ObjectStore.NullVersion,
            IsLatest = isLatest,
            LastModified = marker.Modified,
            Owner = owner,
        };
}
