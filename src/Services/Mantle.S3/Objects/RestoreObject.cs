using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

/// <summary>Makes archived data readable for some days. It is at hand, so that is done at once.</summary>
[Operation]
static class RestoreObject
{
    public static async ValueTask<Access> RequiresAsync(RestoreObjectRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnObject(
            c,
            await S3Find.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner),
            r.Key,
            Actions.RestoreObject,
            ("s3:versionid", r.VersionId)
        );

    public static async Task<RestoreObjectOutput> ExecuteAsync(RestoreObjectRequest r, Call c, CancellationToken cancellation)
    {
        S3Find.CheckVersion(r.VersionId);
        var wanted = r.RestoreRequest ?? throw Errors.MalformedXML();
        if ((wanted.Type ?? (object?)wanted.SelectParameters ?? wanted.OutputLocation) is not null)
            throw Errors.NotImplemented();
        if (wanted.Days is not > 0)
            throw Errors.MalformedXML();
        var bucket = await S3Find.BucketAsync(c, r.Bucket);
        var stored = S3Find.Object(c, bucket, r.Key, r.VersionId);
        if (!StorageClasses.IsArchive(stored.Attributes.StorageClass))
            throw Errors.InvalidObjectState("Restore is not allowed for the object's current storage class");
        // Up to the midnight (UTC) that follows, as ages of lifecycle rules count.
        var until = new DateTimeOffset(c.Time.UtcDateTime.Date.AddDays(wanted.Days.Value + 1), TimeSpan.Zero);
        await c.Objects.UpdateAsync(
            bucket.Bucket.Id,
            r.Key,
            stored.Version ?? ObjectStore.NullVersion,
            attributes => attributes with { Restored = until }
        );
        return new RestoreObjectOutput { StatusCode = stored.Attributes.Restored > c.Time ? 200 : 202 };
    }
}
