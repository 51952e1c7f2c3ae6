using Mantle.Core.Authorization;
using Mantle.S3.Lifecycle;
using Mantle.S3.Objects;
using Mantle.Wire.S3;

namespace Mantle.S3.Multipart;

[Operation]
static class CreateMultipartUpload
{
    public static async ValueTask<Access> RequiresAsync(CreateMultipartUploadRequest r, Call c, CancellationToken cancellation)
    {
        ObjectKey.Check(r.Key);
        var made = NewObject.Of(r);
        return made.With(
            S3Access.OnObject(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), r.Key, Actions.PutObject, made.Keys(c))
        );
    }

    public static async Task<CreateMultipartUploadOutput> ExecuteAsync(
        CreateMultipartUploadRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        if (c.Caller.IsAnonymous)
            throw Wire.CommonErrors.AccessDenied("Anonymous users cannot initiate multipart uploads.  Please authenticate.");
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var input = ObjectInput.Of(r);
        if (c.Objects.Find(bucket.Bucket.Id, r.Key) is not null)
            input = input with { TookPlace = true };
        var algorithm = RequestedChecksum.Algorithm(r.ChecksumAlgorithm);
        var type = UploadChecksum.TypeOf(algorithm, RequestedChecksum.Type(r.ChecksumType));
        var upload = await BucketWrite.RunAsync(
            c,
            bucket,
            async (now, reference) =>
                await c.Objects.CreateUploadAsync(
                    reference,
                    r.Key,
                    c.Caller.Arn,
                    algorithm,
                    type,
                    await NewObject.Of(r).ApplyAsync(c, now, r.Key, input),
                    () => Existing.NoSuchBucket(r.Bucket)
                )
        );
        var abort = LifecycleHeaders.Abort(bucket.Bucket, upload);
        return new CreateMultipartUploadOutput
        {
            AbortDate = abort.At,
            AbortRuleId = abort.RuleId,
            Bucket = r.Bucket,
            Key = r.Key,
            UploadId = upload.Id,
            ChecksumAlgorithm = upload.Algorithm,
            ChecksumType = upload.ChecksumType,
            ServerSideEncryption = upload.Attributes.Encryption,
            SSEKMSKeyId = upload.Attributes.KmsKey,
            BucketKeyEnabled = upload.Attributes.BucketKey,
            SSEKMSEncryptionContext = upload.Attributes.EncryptionContext,
        };
    }
}
