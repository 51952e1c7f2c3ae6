using Mantle.Core.Authorization;
using Mantle.S3.Entities;
using Mantle.S3.Store;

namespace Mantle.S3.Acls;

/// <summary>The owner and the ACL of a new object.</summary>
static class NewObjectAcl
{
    /// <summary>The attributes with owner and ACL, according to the bucket's Object Ownership.</summary>
    /// <exception cref="Wire.ApiException">ACLs are off, or a public one is blocked.</exception>
    public static async ValueTask<StoredAttributes> ApplyAsync(
        Call call,
        BucketView view,
        string key,
        RequestedAcl acl,
        StoredAttributes attributes
    )
    {
        if (!SaysOwner(call, view, acl))
            AclRules.CheckOff(view.Bucket, acl);
        if (view.Bucket.Ownership == ObjectOwnership.BucketOwnerEnforced)
            return attributes with { Owner = null, Acl = null };
        var owner = OwnerOf(call, view, acl);
        var grants = await acl.OfObjectAsync(call, owner, view.Owner.Id);
        AclRules.CheckPublic(call, view, Actions.PutObject, key, grants);
        return attributes with { Owner = owner == view.Owner.Id ? null : owner, Acl = grants };
    }

    /// <summary>
    /// Whether the ACL is "private" in the hands of the bucket owner's account. It then gives full control to the bucket's owner, which a
    /// bucket without ACLs accepts; from another account it gives it to that one, and AWS refuses it.
    /// </summary>
    static bool SaysOwner(Call call, BucketView view, RequestedAcl acl) =>
        acl is { Canned: CannedAcl.Private, HasGrants: false } && !call.Caller.IsAnonymous && call.Account.Id == view.Owner.Id;

    static AccountId OwnerOf(Call call, BucketView view, RequestedAcl acl)
    {
        var isGivenAway = view.Bucket.Ownership == ObjectOwnership.BucketOwnerPreferred && acl.Canned == CannedAcl.BucketOwnerFullControl;
        return isGivenAway || call.Caller.IsAnonymous ? view.Owner.Id : call.Account.Id;
    }
}
