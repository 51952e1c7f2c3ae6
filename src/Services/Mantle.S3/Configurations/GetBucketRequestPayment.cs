using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

[Operation]
static class GetBucketRequestPayment
{
    public static async ValueTask<Access> RequiresAsync(GetBucketRequestPaymentRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketRequestPayment);

    public static async Task<GetBucketRequestPaymentOutput> ExecuteAsync(
        GetBucketRequestPaymentRequest r,
        Call c,
        CancellationToken cancellation
    ) =>
        new()
        {
            Payer = KeptConfigurations.RequestPayment.Find((await Existing.BucketAsync(c, r.Bucket)).Bucket)?.Payer ?? Payer.BucketOwner,
        };
}
