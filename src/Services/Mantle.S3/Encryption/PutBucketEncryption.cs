using Mantle.Core.Authorization;
using Mantle.S3.Entities;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Encryption;

[Operation]
static class PutBucketEncryption
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketEncryptionRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketEncryptionRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutEncryptionConfiguration);

    public static WriteTarget Writes(PutBucketEncryptionRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketEncryptionRequest r, Change change, BucketView view)
    {
        if (r.ServerSideEncryptionConfiguration.Rules is not [{ } rule])
            throw Errors.MalformedXML();
        if (rule.ApplyServerSideEncryptionByDefault is { } wanted)
            Check(wanted);
        BucketChange.Put(change, view, bucket => bucket with { Encryption = Kept(rule) });
    }

    static BucketEncryption Kept(ServerSideEncryptionRule rule)
    {
        var wanted = rule.ApplyServerSideEncryptionByDefault;
        var algorithm = wanted?.SSEAlgorithm == StoredAttributes.Aes256 ? null : wanted?.SSEAlgorithm;
        return new BucketEncryption(
            rule.BucketKeyEnabled == true,
            rule.BlockedEncryptionTypes?.EncryptionType,
            algorithm,
            wanted?.KMSMasterKeyID
        );
    }

    static void Check(ServerSideEncryptionByDefault wanted)
    {
        if (wanted.KMSMasterKeyID is not null && !KmsKeys.IsKms(wanted.SSEAlgorithm))
            throw Errors
                .InvalidArgument("a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse")
                .With(("ArgumentName", "ApplyServerSideEncryptionByDefault"));
        RequestedEncryption.CheckAlgorithm(wanted.SSEAlgorithm, wanted.KMSMasterKeyID);
    }
}
