using Mantle.Server.Authorization;
using Mantle.Server.Objects;
using Mantle.Server.Protocol;
using Mantle.Wire.S3;

namespace Mantle.Server.Operations.S3.Objects;

[Operation]
static class DeleteObject
{
    public static async ValueTask<Access> RequiresAsync(DeleteObjectRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnObject(c, await S3Find.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), r.Key, "s3:DeleteObject", ("s3:if-match", r.IfMatch));

    public static async Task<DeleteObjectOutput> ExecuteAsync(DeleteObjectRequest r, Call c, CancellationToken cancellation)
    {
        S3Find.CheckVersion(r.VersionId);
        Unsupported.Refuse(
            ("x-amz-mfa", r.MFA), ("x-amz-if-match-last-modified-time", r.IfMatchLastModifiedTime), ("x-amz-if-match-size", r.IfMatchSize));
        var bucket = await S3Find.BucketAsync(c, r.Bucket);
        await c.Server.Objects.DeleteAsync(bucket.Bucket.Id, r.Key, before => CheckMatch(r, before));
        return new DeleteObjectOutput();
    }

    static void CheckMatch(DeleteObjectRequest r, StoredObject? before)
    {
        if (r.IfMatch is not null && before is null)
            throw Errors.NoSuchKey().With(("Key", r.Key));
        if (r.IfMatch is not null && !ETags.Match(r.IfMatch, before!.ETag))
            throw Errors.PreconditionFailed().With(("Condition", "If-Match"));
    }
}
