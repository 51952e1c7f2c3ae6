using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class GetObjectLockConfiguration
{
    public static async ValueTask<Access> RequiresAsync(GetObjectLockConfigurationRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await S3Find.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), "s3:GetBucketObjectLockConfiguration");

    public static async Task<GetObjectLockConfigurationOutput> ExecuteAsync(GetObjectLockConfigurationRequest r, Call c, CancellationToken cancellation)
    {
        await S3Find.BucketAsync(c, r.Bucket);
        throw Errors.ObjectLockConfigurationNotFoundError().With(("BucketName", r.Bucket));
    }
}
