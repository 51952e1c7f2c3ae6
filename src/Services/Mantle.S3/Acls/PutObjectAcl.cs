using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

[Operation]
static class PutObjectAcl
{
    public static async ValueTask<Access> RequiresAsync(PutObjectAclRequest r, Call c, CancellationToken cancellation) => S3Access.OnVersion(
        c, await S3Find.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), r.Key, r.VersionId, "s3:PutObjectAcl", "s3:PutObjectVersionAcl", ("s3:x-amz-acl", r.ACL));

    public static async Task<PutObjectAclOutput> ExecuteAsync(PutObjectAclRequest r, Call c, CancellationToken cancellation)
    {
        S3Find.CheckVersion(r.VersionId);
        var bucket = await S3Find.BucketAsync(c, r.Bucket);
        S3Find.Object(c, bucket, r.Key, r.VersionId);
        Unsupported.RefuseAcl(r.ACL, r.GrantFullControl, r.GrantRead, r.GrantReadACP, r.GrantWrite, r.GrantWriteACP);
        if (r.ACL is null && !OwnerGrant.IsSaidBy(r.AccessControlPolicy, bucket.Owner))
            throw Errors.AccessControlListNotSupported();
        return new PutObjectAclOutput();
    }
}
