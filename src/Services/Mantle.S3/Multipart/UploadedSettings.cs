using Mantle.Core.Authorization;
using Mantle.S3.Acls;
using Mantle.S3.ObjectLock;
using Mantle.S3.Store;

namespace Mantle.S3.Multipart;

/// <summary>
/// The settings of an upload when it is completed. CreateMultipartUpload decided them, perhaps days ago; what the bucket refuses or demands
/// since then counts for the object too.
/// </summary>
static class UploadedSettings
{
    /// <summary>The upload's attributes as the bucket accepts them now.</summary>
    /// <exception cref="Wire.ApiException">The upload's ACL is public, and public ACLs are blocked now.</exception>
    public static StoredAttributes Now(Call call, BucketView bucket, Upload upload)
    {
        var attributes = upload.Attributes;
        if (bucket.Bucket.Ownership == S3.Entities.ObjectOwnership.BucketOwnerEnforced)
            attributes = attributes with { Owner = null, Acl = null };
        AclRules.CheckPublic(call, bucket, Actions.PutObject, upload.Key, attributes.Acl);
        return attributes.LockMode is null ? RequestedLock.ByDefault(bucket.Bucket, attributes, call.Objects.Now) : attributes;
    }
}
