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
            if (FindRefusal(c, bucket, item) is { } error)
                refused.Add(error);
            else
                deletions.Add(new Deletion(item.Key, item.VersionId));
        var deleted = await BucketWrite.RunAsync(
            c,
            bucket,
            (now, reference) =>
                c.Objects.DeleteAsync(
                    reference,
                    deletions,
                    (deletion, stored) =>
                        deletion.Version is not null
                        && stored is not null
                        && LockedObject.IsProtected(c, now, stored, r.BypassGovernanceRetention == true)
                            ? LockedVersion.Denied()
                            : null
                )
        );
        var done = new List<DeletedObject>();
        foreach (var (deletion, outcome) in deletions.Zip(deleted))
            if (outcome.Refusal is not null)
                refused.Add(
                    new Error
                    {
                        Key = deletion.Key,
                        VersionId = deletion.Version,
                        Code = "AccessDenied",
                        Message = LockedVersion.DeniedMessage,
                    }
                );
            else if (DeleteObject.IsMissing(deletion.Version, outcome))
                refused.Add(NoSuchVersion(deletion.Key, deletion.Version));
            else
                done.Add(Shape(deletion, outcome));
        return new DeleteObjectsOutput { Deleted = r.Delete.Quiet == true ? null : done, Errors = refused };
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

    static Error? FindRefusal(Call c, BucketView bucket, ObjectIdentifier item)
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
        return
            c.Gate.FindDenial(c, S3Access.OnVersion(c, bucket, item.Key, item.VersionId, Actions.DeleteObject, Actions.DeleteObjectVersion))
                is { } denial
            ? new Error
            {
                Key = item.Key,
                VersionId = item.VersionId,
                Code = "AccessDenied",
                Message = denial.Message(c),
            }
            : null;
    }
}
