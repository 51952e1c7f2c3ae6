using Mantle.Core.Authorization;
using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

/// <summary>
/// What is asked of the locks of an object: no bucket here has Object Lock, and this is what S3 says of one that has not
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"/>).
/// </summary>
static class LockedObject
{
    public static async ValueTask<Access> NeedsAsync(Call call, string bucket, string? expectedOwner, string key, string? version, string action) =>
        S3Access.OnObject(call, await S3Find.BucketAsync(call, bucket, expectedOwner), key, action, ("s3:versionid", version));

    /// <summary>The refusal, once it is known that there is such an object.</summary>
    public static async Task<ApiException> NotLockedAsync(Call call, string bucket, string key, string? version)
    {
        S3Find.CheckVersion(version);
        S3Find.Object(call, await S3Find.BucketAsync(call, bucket), key, version);
        return Errors.InvalidRequest("Bucket is missing Object Lock Configuration");
    }
}
