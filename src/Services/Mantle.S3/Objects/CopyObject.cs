using Mantle.Core.Authorization;
using Mantle.S3.Encryption;
using Mantle.S3.Lifecycle;
using Mantle.S3.Store;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

[Operation]
static class CopyObject
{
    public static async ValueTask<CopyBuckets> PrepareAsync(CopyObjectRequest r, Call c, CancellationToken cancellation)
    {
        ObjectKey.Check(r.Key);
        var to = await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);
        return await CopyBuckets.FindAsync(c, r.CopySource, r.ExpectedSourceBucketOwner, to);
    }

    public static Access Requires(CopyObjectRequest r, Call c, CopyBuckets buckets) =>
        buckets.Source.Access(c, buckets.From) with
        {
            And = [Put(r, c, buckets.To)],
        };

    /// <summary>The access to the object that the copy makes or replaces.</summary>
    static Access Put(CopyObjectRequest r, Call c, BucketView to)
    {
        var made = NewObject.Of(r);
        return made.With(
            S3Access.OnObject(
                c,
                to,
                r.Key,
                Actions.PutObject,
                [
                    .. made.Keys(c),
                    ("s3:x-amz-copy-source", CopySourceKey(r.CopySource)),
                    ("s3:x-amz-metadata-directive", r.MetadataDirective),
                    ("s3:if-match", r.IfMatch),
                    ("s3:if-none-match", r.IfNoneMatch),
                ]
            )
        );
    }

    public static async Task<CopyObjectOutput> ExecuteAsync(
        CopyObjectRequest r,
        Call c,
        CopyBuckets buckets,
        CancellationToken cancellation
    )
    {
        if (c.Caller.IsAnonymous)
            throw Wire.CommonErrors.AccessDenied("Anonymous users cannot copy objects.  Please authenticate");
        CheckDirective("metadata", r.MetadataDirective);
        CheckDirective("tagging", r.TaggingDirective);
        ETags.CheckWrite(r.IfMatch, r.IfNoneMatch);
        var wanted = RequestedChecksum.Algorithm(r.ChecksumAlgorithm);
        var (source, from, bucket) = buckets;
        var stored = await source.FindAsync(
            c,
            r.CopySourceIfMatch,
            r.CopySourceIfNoneMatch,
            r.CopySourceIfModifiedSince,
            r.CopySourceIfUnmodifiedSince
        );
        if (r.TaggingDirective is not "REPLACE")
        {
            CopiedTags.DemandRead(c, stored, from, source);
            if (CopiedTags.Write(c, stored, bucket, r.Key) is { } tagging)
                c.Demand(tagging);
        }
        if (
            source == new CopySource(r.Bucket, r.Key, null)
            && r.MetadataDirective is not "REPLACE"
            && r.TaggingDirective is not "REPLACE"
            && IsUnchanged(r)
        )
            throw Errors.InvalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's "
                    + "metadata, storage class, website redirect location or encryption attributes."
            );

        StorageClasses.CheckReadable(c, stored);
        KmsKeys.DemandRead(c, from, stored);
        var settled = await SettleAsync(bucket);
        var algorithm = wanted ?? stored.Checksum?.Algorithm ?? UploadedData.DefaultAlgorithm;
        using var data = await CopySource.CopyAsync(c, stored, 0, stored.Size, algorithm, cancellation);
        var condition = ETags.ForWrite(r.IfMatch, r.IfNoneMatch, r.Key);
        var copy = await BucketWrite.PutAsync(c, bucket, r.Key, data, algorithm, settled, SettleAsync, PutCopy, condition);
        var checksum = copy.Checksum!;
        return new CopyObjectOutput
        {
            VersionId = copy.Version,
            Expiration = LifecycleHeaders.Expiration(bucket.Bucket, copy),
            ServerSideEncryption = copy.Attributes.Encryption,
            SSEKMSKeyId = copy.Attributes.KmsKey,
            BucketKeyEnabled = copy.Attributes.BucketKey,
            SSEKMSEncryptionContext = copy.Attributes.EncryptionContext,
            CopySourceVersionId = VersionId.Of(from, stored),
            CopyObjectResult = new CopyObjectResult
            {
                ETag = ETags.Quoted(copy.ETag),
                LastModified = copy.Modified,
                ChecksumCRC32 = checksum.If(ChecksumAlgorithms.Crc32),
                ChecksumCRC32C = checksum.If(ChecksumAlgorithms.Crc32C),
                ChecksumCRC64NVME = checksum.If(ChecksumAlgorithms.Crc64Nvme),
                ChecksumSHA1 = checksum.If(ChecksumAlgorithms.Sha1),
                ChecksumSHA256 = checksum.If(ChecksumAlgorithms.Sha256),
                ChecksumSHA512 = checksum.If(ChecksumAlgorithms.Sha512),
                ChecksumMD5 = checksum.If(ChecksumAlgorithms.Md5),
                ChecksumType = checksum.Type,
            },
        };

        Access PutCopy(BucketView now)
        {
            var put = Put(r, c, now);
            return r.TaggingDirective is not "REPLACE" && CopiedTags.Write(c, stored, now, r.Key) is { } tagging
                ? put with
                {
                    And = [.. put.And, tagging],
                }
                : put;
        }

        ValueTask<StoredAttributes> SettleAsync(BucketView now) =>
            NewObject.Of(r).ApplyAsync(c, now, r.Key, ObjectInput.Of(r, stored.Attributes));
    }

    /// <summary>Refuses what is neither COPY nor REPLACE: a misspelled REPLACE would keep what the caller meant to replace.</summary>
    static void CheckDirective(string kind, string? directive)
    {
        if (directive is not (null or "COPY" or "REPLACE"))
            throw Errors
                .InvalidArgument($"Unknown {kind} directive.")
                .With(("ArgumentName", $"x-amz-{kind}-directive"), ("ArgumentValue", directive));
    }

    static bool IsUnchanged(CopyObjectRequest r) =>
        r is { StorageClass: null, ChecksumAlgorithm: null, ServerSideEncryption: null, WebsiteRedirectLocation: null };

    /// <summary>The condition key has the source without its leading slash, and as encoded as in the request.</summary>
    static string CopySourceKey(string header) => header.StartsWith('/') ? header[1..] : header;
}
