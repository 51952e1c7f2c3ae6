using Mantle.Core.Authorization;
using Mantle.S3.Lifecycle;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

/// <summary>Makes archived data readable for some days. Mantle has all data at hand, so the restore is complete at once.</summary>
[Operation]
static class RestoreObject
{
    public static async ValueTask<Access> RequiresAsync(RestoreObjectRequest r, Call c, CancellationToken cancellation) =>
        Needs(r, c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner));

    static Access Needs(RestoreObjectRequest r, Call c, BucketView bucket) =>
        S3Access.OnVersion(c, bucket, r.Key, r.VersionId, Actions.RestoreObject, Actions.RestoreObject);

    public static async Task<RestoreObjectOutput> ExecuteAsync(RestoreObjectRequest r, Call c, CancellationToken cancellation)
    {
        VersionId.Check(r.VersionId);
        var wanted = r.RestoreRequest ?? throw Errors.MalformedXML();
        if ((wanted.Type ?? (object?)wanted.SelectParameters ?? wanted.OutputLocation) is not null)
            throw Errors.NotImplemented();
        if (wanted.Days is not > 0)
            throw Errors.MalformedXML();
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var stored = Existing.Object(c, bucket, r.Key, r.VersionId);
        if (!StorageClasses.IsArchive(stored.Attributes.StorageClass))
            throw Errors.InvalidObjectState("Restore is not allowed for the object's current storage class");
        // Until the next midnight (UTC), as ages of lifecycle rules count.
        var until = DueDate.AfterLast(c.Time, wanted.Days.Value);
        _ =
            await c.Objects.UpdateAsync(
                bucket.Bucket.Id,
                r.Key,
                stored.Version ?? ObjectStore.NullVersion,
                present =>
                {
                    c.DecideOn(bucket, r.Key, r.VersionId, present, () => Needs(r, c, bucket));
                    return present.Attributes with { Restored = until };
                }
            ) ?? throw Existing.Missing(c, bucket, r.Key, r.VersionId);
        return new RestoreObjectOutput { StatusCode = stored.Attributes.Restored > c.Time ? 200 : 202 };
    }
}
