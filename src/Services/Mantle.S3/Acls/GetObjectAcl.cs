using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

[Operation]
static class GetObjectAcl
{
    public static async ValueTask<Access> RequiresAsync(GetObjectAclRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnVersion(
            c,
            await Existing.BucketOfAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId),
            r.Key,
            r.VersionId,
            Actions.GetObjectAcl,
            Actions.GetObjectVersionAcl
        );

    public static async Task<GetObjectAclOutput> ExecuteAsync(GetObjectAclRequest r, Call c, CancellationToken cancellation)
    {
        VersionId.Check(r.VersionId);
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var stored = Existing.Object(c, bucket, r.Key, r.VersionId);
        // While ACLs are off, an object's stored ACL has no effect and is not shown.
        var isOff = bucket.Bucket.Ownership == S3.Entities.ObjectOwnership.BucketOwnerEnforced;
        var owner = isOff ? bucket.Owner.Id : stored.Attributes.Owner ?? bucket.Owner.Id;
        return new GetObjectAclOutput
        {
            Owner = CanonicalUser.Owner(owner),
            Grants = OwnerGrant.Of(owner, isOff ? null : stored.Attributes.Acl),
        };
    }
}
