using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

[Operation]
static class PutBucketAcl
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketAclRequest r, Call c, CancellationToken cancellation) =>
        S3Find.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketAclRequest r, Call c) => S3Access.OnBucket(c, S3Find.Bucket(c, r.Bucket), "s3:PutBucketAcl");

    public static WriteTarget Writes(PutBucketAclRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketAclRequest r, Change change, BucketView view)
    {
        var isGranted = (r.GrantFullControl ?? r.GrantRead ?? r.GrantReadACP ?? r.GrantWrite ?? r.GrantWriteACP) is not null;
        if (isGranted || r.ACL is not (null or "private") || (r.ACL is null && !OwnerGrant.IsSaidBy(r.AccessControlPolicy, view.Owner)))
            throw Errors.AccessControlListNotSupported();
    }
}
