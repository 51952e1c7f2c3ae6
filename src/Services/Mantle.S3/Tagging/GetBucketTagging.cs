using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Tagging;

[Operation]
static class GetBucketTagging
{
    public static async ValueTask<Access> RequiresAsync(GetBucketTaggingRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketTagging);

    public static async Task<GetBucketTaggingOutput> ExecuteAsync(GetBucketTaggingRequest r, Call c, CancellationToken cancellation)
    {
        var tags = (await Existing.BucketAsync(c, r.Bucket)).Bucket.Tags ?? throw Errors.NoSuchTagSet().With(("BucketName", r.Bucket));
        return new GetBucketTaggingOutput { TagSet = S3Tags.Shape(tags) };
    }
}
