using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Tagging;

[Operation]
static class PutObjectTagging
{
    public static async ValueTask<Access> RequiresAsync(PutObjectTaggingRequest r, Call c, CancellationToken cancellation) =>
        Needs(r, c, await Existing.BucketOfAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId));

    static Access Needs(PutObjectTaggingRequest r, Call c, BucketView bucket) =>
        S3Access
            .OnVersion(c, bucket, r.Key, r.VersionId, Actions.PutObjectTagging, Actions.PutObjectVersionTagging)
            .WithRequestedTags([.. r.Tagging.TagSet.Select(tag => new Core.Accounts.Tag(tag.Key, tag.Value))]);

    public static async Task<PutObjectTaggingOutput> ExecuteAsync(PutObjectTaggingRequest r, Call c, CancellationToken cancellation)
    {
        VersionId.Check(r.VersionId);
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var tags = S3Tags.Of(r.Tagging.TagSet, S3Tags.PerObject);
        Existing.Object(c, bucket, r.Key, r.VersionId);
        var stored =
            await c.Objects.UpdateAsync(
                bucket.Bucket.Id,
                r.Key,
                r.VersionId,
                present =>
                {
                    c.DecideOn(bucket, r.Key, r.VersionId, present, () => Needs(r, c, bucket));
                    return present.Attributes with { Tags = tags };
                }
            ) ?? throw Existing.Missing(c, bucket, r.Key, r.VersionId);
        return new PutObjectTaggingOutput { VersionId = VersionId.Of(bucket, stored) };
    }
}
