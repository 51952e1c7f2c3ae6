using Mantle.Core.Authorization;
using Mantle.S3.Entities;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

[Operation]
static class PutBucketAcl
{
    public static async ValueTask<Draft> PrepareAsync(PutBucketAclRequest r, Call c, CancellationToken cancellation)
    {
        var view = await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner);
        try
        {
            return new Draft(view, await RequestedAcl.Of(r).OfBucketAsync(c, view.Owner.Id, r.AccessControlPolicy), null);
        }
        catch (Wire.ApiException problem)
        {
            // A caller without the permission does not learn what is wrong with the ACL.
            return new Draft(view, null, problem);
        }
    }

    public static Access Requires(PutBucketAclRequest r, Call c) =>
        S3Access.OnBucket(c, Existing.Bucket(c, r.Bucket), Actions.PutBucketAcl, RequestedAcl.Of(r).Keys());

    public static WriteTarget Writes(PutBucketAclRequest r, Call c, Draft draft) => BucketChange.Target(draft.View);

    public static void Execute(PutBucketAclRequest r, Change change, Draft draft)
    {
        var view = Existing.Bucket(change.Call, r.Bucket);
        var acl = RequestedAcl.Of(r);
        if (
            view.Bucket.Ownership == S3.Entities.ObjectOwnership.BucketOwnerEnforced
            && (acl.IsPresent || !OwnerGrant.IsSaidBy(r.AccessControlPolicy, view.Owner.Id))
        )
            throw Errors.AccessControlListNotSupported();
        if (draft.Problem is { } problem)
            throw problem;
        acl.CheckPresent(r.AccessControlPolicy);
        AclRules.CheckPublic(change.Call, view, Actions.PutBucketAcl, null, draft.Grants);
        if (view.Bucket.Ownership != S3.Entities.ObjectOwnership.BucketOwnerEnforced)
            BucketChange.Put(change, draft.View, bucket => bucket with { Acl = draft.Grants });
    }

    internal sealed record Draft(BucketView View, IReadOnlyList<AclGrant>? Grants, Wire.ApiException? Problem);
}
