using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Tagging;

[Operation]
static class DeleteObjectTagging
{
    public static async ValueTask<Access> RequiresAsync(DeleteObjectTaggingRequest r, Call c, CancellationToken cancellation) =>
        Needs(r, c, await Existing.BucketOfAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId));

    static Access Needs(DeleteObjectTaggingRequest r, Call c, BucketView bucket) =>
        S3Access.OnVersion(c, bucket, r.Key, r.VersionId, Actions.DeleteObjectTagging, Actions.DeleteObjectVersionTagging);

    public static async Task<DeleteObjectTaggingOutput> ExecuteAsync(DeleteObjectTaggingRequest r, Call c, CancellationToken cancellation)
    {
        VersionId.Check(r.VersionId);
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        Existing.Object(c, bucket, r.Key, r.VersionId);
        var stored =
            await c.Objects.UpdateAsync(
                bucket.Bucket.Id,
                r.Key,
                r.VersionId,
                present =>
                {
                    c.DecideOn(bucket, r.Key, r.VersionId, present, () => Needs(r, c, bucket));
                    return present.Attributes with { Tags = null };
                }
            ) ?? throw Existing.Missing(c, bucket, r.Key, r.VersionId);
        return new DeleteObjectTaggingOutput { VersionId = VersionId.Of(bucket, stored) };
    }
}
