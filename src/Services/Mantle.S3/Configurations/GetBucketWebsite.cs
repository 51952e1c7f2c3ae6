using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class GetBucketWebsite
{
    public static async ValueTask<Access> RequiresAsync(GetBucketWebsiteRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketWebsite);

    public static async Task<GetBucketWebsiteOutput> ExecuteAsync(GetBucketWebsiteRequest r, Call c, CancellationToken cancellation)
    {
        var website =
            KeptConfigurations.Website.Find((await Existing.BucketAsync(c, r.Bucket)).Bucket)
            ?? throw Errors.NoSuchWebsiteConfiguration().With(("BucketName", r.Bucket));
        return KeptConfigurations.Answer(website);
    }
}
