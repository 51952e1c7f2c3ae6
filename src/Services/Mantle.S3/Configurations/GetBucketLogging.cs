using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class GetBucketLogging
{
    public static async ValueTask<Access> RequiresAsync(GetBucketLoggingRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketLogging);

    public static async Task<GetBucketLoggingOutput> ExecuteAsync(GetBucketLoggingRequest r, Call c, CancellationToken cancellation) =>
        new() { LoggingEnabled = KeptConfigurations.Logging.Find((await Existing.BucketAsync(c, r.Bucket)).Bucket)?.LoggingEnabled };
}
