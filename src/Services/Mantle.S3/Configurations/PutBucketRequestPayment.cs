using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class PutBucketRequestPayment
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketRequestPaymentRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketRequestPaymentRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketRequestPayment);

    public static WriteTarget Writes(PutBucketRequestPaymentRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketRequestPaymentRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => KeptConfigurations.RequestPayment.Put(bucket, r.RequestPaymentConfiguration));
}
