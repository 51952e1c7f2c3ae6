using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Encryption;

[Operation]
static class GetBucketEncryption
{
    public static async ValueTask<Access> RequiresAsync(GetBucketEncryptionRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetEncryptionConfiguration);

    public static async Task<GetBucketEncryptionOutput> ExecuteAsync(GetBucketEncryptionRequest r, Call c, CancellationToken cancellation)
    {
        var encryption = (await Existing.BucketAsync(c, r.Bucket)).Bucket.Encryption;
        return new GetBucketEncryptionOutput
        {
            ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
            {
                Rules =
                [
                    new ServerSideEncryptionRule
                    {
                        ApplyServerSideEncryptionByDefault = new ServerSideEncryptionByDefault
                        {
                            SSEAlgorithm = encryption?.Algorithm ?? StoredAttributes.Aes256,
                            KMSMasterKeyID = encryption?.KmsKey,
                        },
                        BucketKeyEnabled = encryption?.BucketKeyEnabled ?? false,
                        BlockedEncryptionTypes = encryption?.Blocked is { } blocked
                            ? new BlockedEncryptionTypes { EncryptionType = blocked }
                            : null,
                    },
                ],
            },
        };
    }
}
