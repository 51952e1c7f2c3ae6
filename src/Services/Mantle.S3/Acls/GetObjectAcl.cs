using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

[Operation]
static class GetObjectAcl
{
    public static async ValueTask<Access> RequiresAsync(GetObjectAclRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnVersion(
            c,
            await S3Find.BucketOfAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId),
            r.Key,
            r.VersionId,
            Actions.GetObjectAcl,
            Actions.GetObjectVersionAcl
        );

    public static async Task<GetObjectAclOutput> ExecuteAsync(GetObjectAclRequest r, Call c, CancellationToken cancellation)
    {
        S3Find.CheckVersion(r.VersionId);
        var bucket = await S3Find.BucketAsync(c, r.Bucket);
        var stored = S3Find.Object(c, bucket, r.Key, r.VersionId);
        // While ACLs are off, what an object had before counts for nothing and is not shown.
        var isOff = bucket.Bucket.Ownership == S3.Entities.ObjectOwnership.BucketOwnerEnforced;
        var owner = isOff ? bucket.Owner.Id : stored.Attributes.Owner ?? bucket.Owner.Id;
        return new GetObjectAclOutput
        {
            Owner = CanonicalUser.Owner(owner),
            Grants = OwnerGrant.Of(owner, isOff ? null : stored.Attributes.Acl),
        };
    }
}
