using Mantle.Server.Authorization;
using Mantle.Wire.S3;

namespace Mantle.Server.Operations.S3.Objects;

[Operation]
static class DeleteObjects
{
    const int MostKeys = 1_000;

    /// <summary>Needs nothing for itself: every key is an access of its own, and its denial a line of the answer.</summary>
    public static async ValueTask<Access> RequiresAsync(DeleteObjectsRequest r, Call c, CancellationToken cancellation)
    {
        await S3Find.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);
        return Access.None;
    }

    public static async Task<DeleteObjectsOutput> ExecuteAsync(DeleteObjectsRequest r, Call c, CancellationToken cancellation)
    {
        if (r.Delete.Objects.Count is 0 or > MostKeys)
            throw Errors.MalformedXML();
        Unsupported.Refuse(("x-amz-mfa", r.MFA));
        var bucket = await S3Find.BucketAsync(c, r.Bucket);
        var keys = new List<string>();
        var refused = new List<Error>();
        foreach (var item in r.Delete.Objects)
            if (Refusal(c, bucket, item) is { } error)
                refused.Add(error);
            else
                keys.Add(item.Key);
        await c.Server.Objects.DeleteAsync(bucket.Bucket.Id, keys);
        return new DeleteObjectsOutput
        {
            Deleted = r.Delete.Quiet == true ? null : [.. keys.Select(key => new DeletedObject { Key = key })],
            Errors = refused,
        };
    }

    static Error? Refusal(Call c, BucketView bucket, ObjectIdentifier item)
    {
        if (item.VersionId is not (null or "null"))
            return new Error { Key = item.Key, VersionId = item.VersionId, Code = "NoSuchVersion", Message = Errors.NoSuchVersion().Message };
        if (item.ETag is not null || item.LastModifiedTime is not null || item.Size is not null)
            return new Error { Key = item.Key, Code = "NotImplemented", Message = Errors.NotImplemented().Message };
        return c.FindDenial(S3Access.OnObject(c, bucket, item.Key, "s3:DeleteObject")) is { } denial
            ? new Error { Key = item.Key, Code = "AccessDenied", Message = denial.Message(c) }
            : null;
    }
}
