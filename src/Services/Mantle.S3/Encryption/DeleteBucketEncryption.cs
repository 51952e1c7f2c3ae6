using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Encryption;

[Operation]
static class DeleteBucketEncryption
{
    public static ValueTask<BucketView> PrepareAsync(DeleteBucketEncryptionRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(DeleteBucketEncryptionRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutEncryptionConfiguration);

    public static WriteTarget Writes(DeleteBucketEncryptionRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(DeleteBucketEncryptionRequest r, Change change, BucketView view) =>
        BucketChange.Put(change, view, bucket => bucket with { Encryption = null });
}
