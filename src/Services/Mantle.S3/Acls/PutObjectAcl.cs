using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

[Operation]
static class PutObjectAcl
{
    public static async ValueTask<Access> RequiresAsync(PutObjectAclRequest r, Call c, CancellationToken cancellation) =>
        Needs(r, c, await Existing.BucketOfAsync(c, r.Bucket, r.ExpectedBucketOwner, r.Key, r.VersionId));

    static Access Needs(PutObjectAclRequest r, Call c, BucketView bucket) =>
        S3Access.OnVersion(c, bucket, r.Key, r.VersionId, Actions.PutObjectAcl, Actions.PutObjectVersionAcl, RequestedAcl.Of(r).Keys());

    public static async Task<PutObjectAclOutput> ExecuteAsync(PutObjectAclRequest r, Call c, CancellationToken cancellation)
    {
        VersionId.Check(r.VersionId);
        return await BucketWrite.RunAsync(
            c,
            await Existing.BucketAsync(c, r.Bucket),
            (bucket, reference) => SetAsync(r, c, bucket, reference)
        );
    }

    static async Task<PutObjectAclOutput> SetAsync(PutObjectAclRequest r, Call c, BucketView bucket, BucketReference reference)
    {
        var stored = Existing.Object(c, bucket, r.Key, r.VersionId);
        var acl = RequestedAcl.Of(r);
        AclRules.CheckOff(bucket.Bucket, acl);
        if (bucket.Bucket.Ownership == S3.Entities.ObjectOwnership.BucketOwnerEnforced)
        {
            if (acl.Canned is null && !OwnerGrant.IsSaidBy(r.AccessControlPolicy, bucket.Owner.Id))
                throw Errors.AccessControlListNotSupported();
            return new PutObjectAclOutput();
        }
        acl.CheckPresent(r.AccessControlPolicy);
        var owner = stored.Attributes.Owner ?? bucket.Owner.Id;
        var grants = await acl.OfObjectAsync(c, owner, bucket.Owner.Id, r.AccessControlPolicy);
        AclRules.CheckPublic(c, bucket, r.VersionId is null ? Actions.PutObjectAcl : Actions.PutObjectVersionAcl, r.Key, grants);
        _ =
            await c.Objects.UpdateAsync(
                bucket.Bucket.Id,
                r.Key,
                stored.Version ?? ObjectStore.NullVersion,
                present =>
                {
                    reference.CheckCurrent();
                    c.DecideOn(bucket, r.Key, r.VersionId, present, () => Needs(r, c, bucket));
                    // The grants are those that its owner would give.
                    return present.Attributes.Owner == stored.Attributes.Owner
                        ? present.Attributes with
                        {
                            Acl = grants,
                        }
                        : throw Errors.OperationAborted();
                }
            ) ?? throw Existing.Missing(c, bucket, r.Key, r.VersionId);
        return new PutObjectAclOutput();
    }
}
