using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class PutBucketNotificationConfiguration
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketNotificationConfigurationRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketNotificationConfigurationRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketNotification);

    public static WriteTarget Writes(PutBucketNotificationConfigurationRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketNotificationConfigurationRequest r, Change change, BucketView view)
    {
        var wanted = NotificationRules.Checked(r.NotificationConfiguration);
        BucketChange.Put(
            change,
            view,
            bucket => KeptConfigurations.Notification.Put(bucket, NotificationRules.IsEmpty(wanted) ? null : wanted)
        );
    }
}
