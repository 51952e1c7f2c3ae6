using Mantle.Core.Authorization;
using Mantle.S3.Acls;
using Mantle.S3.Encryption;
using Mantle.S3.ObjectLock;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

/// <summary>The settings that requests for a new object share: ACL, storage class, encryption and lock.</summary>
sealed record NewObject(
    RequestedAcl Acl,
    string? StorageClass,
    RequestedEncryption Encryption,
    RequestedLock Lock,
    string? Redirect,
    string? Tagging
)
{
    public static NewObject Of(PutObjectRequest r) =>
        new(
            RequestedAcl.Of(r),
            r.StorageClass,
            new(
                r.ServerSideEncryption,
                r.SSEKMSKeyId,
                r.SSEKMSEncryptionContext,
                r.BucketKeyEnabled,
                r.SSECustomerAlgorithm,
                r.SSECustomerKey
            ),
            new(r.ObjectLockMode, r.ObjectLockRetainUntilDate, r.ObjectLockLegalHoldStatus),
            r.WebsiteRedirectLocation,
            r.Tagging
        );

    public static NewObject Of(CreateMultipartUploadRequest r) =>
        new(
            RequestedAcl.Of(r),
            r.StorageClass,
            new(
                r.ServerSideEncryption,
                r.SSEKMSKeyId,
                r.SSEKMSEncryptionContext,
                r.BucketKeyEnabled,
                r.SSECustomerAlgorithm,
                r.SSECustomerKey
            ),
            new(r.ObjectLockMode, r.ObjectLockRetainUntilDate, r.ObjectLockLegalHoldStatus),
            r.WebsiteRedirectLocation,
            r.Tagging
        );

    /// <summary>The settings of a copy. The tags that it takes over from its source are not a tagging of its own.</summary>
    public static NewObject Of(CopyObjectRequest r) =>
        new(
            RequestedAcl.Of(r),
            r.StorageClass,
            new(
                r.ServerSideEncryption,
                r.SSEKMSKeyId,
                r.SSEKMSEncryptionContext,
                r.BucketKeyEnabled,
                r.SSECustomerAlgorithm,
                r.SSECustomerKey
            ),
            new(r.ObjectLockMode, r.ObjectLockRetainUntilDate, r.ObjectLockLegalHoldStatus),
            r.WebsiteRedirectLocation,
            r.TaggingDirective is "REPLACE" ? r.Tagging ?? "" : null
        );

    /// <summary>The condition keys of <c>s3:PutObject</c>: they have the request's values, not the object's final settings.</summary>
    public (string, string?)[] Keys(Call call) =>
        [
            .. Encryption.Keys(),
            .. Acl.Keys(),
            .. Lock.Keys(call.Time),
            ("s3:x-amz-storage-class", StorageClass),
            ("s3:x-amz-website-redirect-location", Redirect),
        ];

    /// <summary>Setting an ACL, tags or a lock needs actions of their own, besides s3:PutObject.</summary>
    public Access With(Access put)
    {
        put = ObjectInput.WithAclAndTags(put, Acl.IsPresent, Tagging);
        return put with { And = [.. put.And, .. Lock.FurtherActions().Select(put.For)] };
    }

    /// <summary>The attributes with these settings.</summary>
    public async ValueTask<StoredAttributes> ApplyAsync(Call call, BucketView bucket, string key, StoredAttributes attributes)
    {
        attributes = await NewObjectAcl.ApplyAsync(call, bucket, key, Acl, attributes);
        attributes = Encryption.Apply(call, bucket, key, attributes);
        attributes = Lock.Apply(call, bucket.Bucket, attributes);
        return attributes with
        {
            StorageClass = StorageClasses.Checked(StorageClass),
            WebsiteRedirectLocation = StorageClasses.CheckedRedirect(Redirect),
            Restored = null,
        };
    }
}
