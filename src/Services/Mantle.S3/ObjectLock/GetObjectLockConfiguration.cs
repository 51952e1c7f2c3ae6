using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

[Operation]
static class GetObjectLockConfiguration
{
    public static async ValueTask<Access> RequiresAsync(GetObjectLockConfigurationRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketObjectLockConfiguration);

    public static async Task<GetObjectLockConfigurationOutput> ExecuteAsync(
        GetObjectLockConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var found =
            (await Existing.BucketAsync(c, r.Bucket)).Bucket.Lock
            ?? throw Errors.ObjectLockConfigurationNotFoundError().With(("BucketName", r.Bucket));
        var retention = found.Mode is null
            ? null
            : new DefaultRetention
            {
                Mode = found.Mode,
                Days = found.Days,
                Years = found.Years,
            };
        return new GetObjectLockConfigurationOutput
        {
            ObjectLockConfiguration = new ObjectLockConfiguration
            {
                ObjectLockEnabled = ObjectLockEnabled.Enabled,
                Rule = retention is null ? null : new ObjectLockRule { DefaultRetention = retention },
            },
        };
    }
}
