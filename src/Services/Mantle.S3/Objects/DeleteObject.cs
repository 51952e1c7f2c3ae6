using Mantle.Core.Authorization;
using Mantle.S3.ObjectLock;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

[Operation]
static class DeleteObject
{
    public static async ValueTask<Access> RequiresAsync(DeleteObjectRequest r, Call c, CancellationToken cancellation) =>
        Needs(r, c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner));

    static Access Needs(DeleteObjectRequest r, Call c, BucketView bucket) =>
        S3Access.OnVersion(c, bucket, r.Key, r.VersionId, Actions.DeleteObject, Actions.DeleteObjectVersion, ("s3:if-match", r.IfMatch));

    public static async Task<DeleteObjectOutput> ExecuteAsync(DeleteObjectRequest r, Call c, CancellationToken cancellation)
    {
        VersionId.Check(r.VersionId);
        Unsupported.Refuse(
            ("x-amz-mfa", r.MFA),
            ("x-amz-if-match-last-modified-time", r.IfMatchLastModifiedTime),
            ("x-amz-if-match-size", r.IfMatchSize)
        );
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var deleted = await BucketWrite.RunAsync(
            c,
            bucket,
            (now, reference) =>
                c.Objects.DeleteAsync(reference, [new Deletion(r.Key, r.VersionId)], (_, stored) => FindRefusal(r, c, now, stored))
        );
        if (deleted[0].Refusal is { } refusal)
            throw refusal;
        if (IsMissing(r.VersionId, deleted[0]))
            throw Errors.NoSuchVersion().With(("Key", r.Key), ("VersionId", r.VersionId!));
        return new DeleteObjectOutput { VersionId = deleted[0].Version, DeleteMarker = deleted[0].IsDeleteMarker ? true : null };
    }

    static Wire.ApiException? FindRefusal(DeleteObjectRequest r, Call c, BucketView bucket, StoredObject? stored)
    {
        c.DecideOn(bucket, r.Key, r.VersionId, stored, () => Needs(r, c, bucket));
        if (r.VersionId is null)
            CheckMatch(r, stored);
        return
            r.VersionId is not null
            && stored is not null
            && LockedObject.IsProtected(c, bucket, stored, r.BypassGovernanceRetention == true)
            ? LockedVersion.Denied()
            : null;
    }

    /// <summary>Whether the version is missing. Every key counts as having a version <c>null</c>.</summary>
    public static bool IsMissing(string? version, Deleted deleted) => version is not null and not ObjectStore.NullVersion && !deleted.Found;

    static void CheckMatch(DeleteObjectRequest r, StoredObject? before)
    {
        if (r.IfMatch is not null && before is null)
            throw Errors.NoSuchKey().With(("Key", r.Key));
        if (r.IfMatch is not null && !ETags.Match(r.IfMatch, before!.ETag))
            throw Errors.PreconditionFailed().With(("Condition", "If-Match"));
    }
}
