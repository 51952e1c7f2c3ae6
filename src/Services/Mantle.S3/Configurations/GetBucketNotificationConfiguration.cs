using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class GetBucketNotificationConfiguration
{
    public static async ValueTask<Access> RequiresAsync(
        GetBucketNotificationConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    ) => S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketNotification);

    public static async Task<NotificationConfiguration> ExecuteAsync(
        GetBucketNotificationConfigurationRequest r,
        Call c,
        CancellationToken cancellation
    ) => KeptConfigurations.Notification.Find((await Existing.BucketAsync(c, r.Bucket)).Bucket) ?? new NotificationConfiguration();
}
