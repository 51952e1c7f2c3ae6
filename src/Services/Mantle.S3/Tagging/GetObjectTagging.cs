using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Tagging;

[Operation]
static class GetObjectTagging
{
    public static async ValueTask<Access> RequiresAsync(GetObjectTaggingRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnVersion(
            c,
            await Existing.BucketOfAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId),
            r.Key,
            r.VersionId,
            Actions.GetObjectTagging,
            Actions.GetObjectVersionTagging
        );

    public static async Task<GetObjectTaggingOutput> ExecuteAsync(GetObjectTaggingRequest r, Call c, CancellationToken cancellation)
    {
        VersionId.Check(r.VersionId);
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var stored = Existing.Object(c, bucket, r.Key, r.VersionId);
        return new GetObjectTaggingOutput { TagSet = S3Tags.Shape(stored.Attributes.Tags), VersionId = VersionId.Of(bucket, stored) };
    }
}
