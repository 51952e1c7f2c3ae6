using Mantle.Core.Authorization;
using Mantle.S3.ObjectLock;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

[Operation]
static class DeleteObjects
{
    const int MostKeys = 1_000;

    /// <summary>The call itself needs no permission. Every key is an access of its own, and a denial is an entry of the answer.</summary>
    public static async ValueTask<Access> RequiresAsync(DeleteObjectsRequest r, Call c, CancellationToken cancellation)
    {
        return Access.NoneOf((await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner)).Owner);
    }

    public static async Task<DeleteObjectsOutput> ExecuteAsync(DeleteObjectsRequest r, Call c, CancellationToken cancellation)
    {
        if (r.Delete.Objects.Count is 0 or > MostKeys || r.Delete.Objects.Any(item => item.Key.Length == 0))
            throw Errors.MalformedXML();
        Unsupported.Refuse(("x-amz-mfa", r.MFA));
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var deletions = new List<Deletion>();
        var refused = new List<Error>();
        foreach (var item in r.Delete.Objects)
            if ((FindMistake(item) ?? FindDenial(c, bucket, item.Key, item.VersionId)) is { } error)
                refused.Add(error);
            else
                deletions.Add(new Deletion(item.Key, item.VersionId));
        var (done, kept) = await BucketWrite.RunAsync(c, bucket, (now, reference) => DeleteAsync(r, c, now, reference, deletions));
        return new DeleteObjectsOutput { Deleted = r.Delete.Quiet == true ? null : done, Errors = [.. refused, .. kept] };
    }

    static async Task<(List<DeletedObject> Done, List<Error> Kept)> DeleteAsync(
        DeleteObjectsRequest r,
        Call c,
        BucketView bucket,
        BucketReference reference,
        List<Deletion> deletions
    )
    {
        var denied = new Dictionary<Deletion, Error>();
        var deleted = await c.Objects.DeleteAsync(reference, deletions, FindRefusal);
        var (done, kept) = (new List<DeletedObject>(), new List<Error>());
        foreach (var (deletion, outcome) in deletions.Zip(deleted))
            if (outcome.Refusal is not null)
                kept.Add(denied.GetValueOrDefault(deletion) ?? Denied(deletion.Key, deletion.Version, LockedVersion.DeniedMessage));
            else if (DeleteObject.IsMissing(deletion.Version, outcome))
                kept.Add(NoSuchVersion(deletion.Key, deletion.Version));
            else
                done.Add(Shape(deletion, outcome));
        return (done, kept);

        Exception? FindRefusal(Deletion deletion, StoredObject? stored)
        {
            // Its tags were changed since the decision, so it is decided on those that it has now.
            if (
                !c.IsAsSeen(bucket, deletion.Key, deletion.Version, stored)
                && FindDenial(c, bucket, deletion.Key, deletion.Version) is { } error
            )
            {
                denied[deletion] = error;
                return Wire.CommonErrors.AccessDenied(error.Message!);
            }
            return
                deletion.Version is not null
                && stored is not null
                && LockedObject.IsProtected(c, bucket, stored, r.BypassGovernanceRetention == true)
                ? LockedVersion.Denied()
                : null;
        }
    }

    static DeletedObject Shape(Deletion deletion, Deleted deleted) =>
        new()
        {
            Key = deletion.Key,
            VersionId = deletion.Version,
            DeleteMarker = deleted.IsDeleteMarker ? true : null,
            DeleteMarkerVersionId = deleted.IsDeleteMarker ? deleted.Version : null,
        };

    static Error NoSuchVersion(string key, string? version) =>
        new()
        {
            Key = key,
            VersionId = version,
            Code = "NoSuchVersion",
            Message = Errors.NoSuchVersion().Message,
        };

    static Error? FindMistake(ObjectIdentifier item)
    {
        if (ObjectKey.IsTooLong(item.Key))
            return new Error
            {
                Key = item.Key,
                VersionId = item.VersionId,
                Code = "KeyTooLongError",
                Message = Errors.KeyTooLongError().Message,
            };
        // A text that cannot be a version id counts as a missing version and becomes an entry of the answer; DeleteObject would answer
        // InvalidArgument.
        if (item.VersionId is { } version && !VersionId.IsValid(version))
            return NoSuchVersion(item.Key, version);
        if (item.ETag is not null || item.LastModifiedTime is not null || item.Size is not null)
            return new Error
            {
                Key = item.Key,
                VersionId = item.VersionId,
                Code = "NotImplemented",
                Message = Errors.NotImplemented().Message,
            };
        return null;
    }

    static Error? FindDenial(Call c, BucketView bucket, string key, string? version) =>
        c.Gate.FindDenial(c, S3Access.OnVersion(c, bucket, key, version, Actions.DeleteObject, Actions.DeleteObjectVersion)) is { } denial
            ? Denied(key, version, denial.Message(c))
            : null;

    static Error Denied(string key, string? version, string message) =>
        new()
        {
            Key = key,
            VersionId = version,
            Code = "AccessDenied",
            Message = message,
        };
}
