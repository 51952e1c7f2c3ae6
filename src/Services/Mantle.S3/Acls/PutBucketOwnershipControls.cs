using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

[Operation]
static class PutBucketOwnershipControls
{
    public static ValueTask<BucketView> PrepareAsync(PutBucketOwnershipControlsRequest r, Call c, CancellationToken cancellation) =>
        Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);

    public static Access Requires(PutBucketOwnershipControlsRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketOwnershipControls);

    public static WriteTarget Writes(PutBucketOwnershipControlsRequest r, Call c, BucketView view) => BucketChange.Target(view);

    public static void Execute(PutBucketOwnershipControlsRequest r, Change change, BucketView view)
    {
        if (r.OwnershipControls.Rules is not [var rule])
            throw Errors.MalformedXML();
        var wanted = AclRules.Read(rule.ObjectOwnership);
        if (wanted == S3.Entities.ObjectOwnership.BucketOwnerEnforced && Existing.Bucket(change.Call, r.Bucket).Bucket.Acl is not null)
            throw Errors.InvalidBucketAclWithObjectOwnership().With(("BucketName", r.Bucket));
        BucketChange.Put(change, view, bucket => bucket with { Ownership = wanted });
    }
}
