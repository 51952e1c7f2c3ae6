using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Versioning;

[Operation]
static class GetBucketVersioning
{
    public static async ValueTask<Access> RequiresAsync(GetBucketVersioningRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketVersioning);

    public static async Task<GetBucketVersioningOutput> ExecuteAsync(
        GetBucketVersioningRequest r,
        Call c,
        CancellationToken cancellation
    ) =>
        new()
        {
            Status = (await Existing.BucketAsync(c, r.Bucket)).Bucket.Versioning switch
            {
                S3.Entities.Versioning.Enabled => BucketVersioningStatus.Enabled,
                S3.Entities.Versioning.Suspended => BucketVersioningStatus.Suspended,
                _ => null,
            },
        };
}
