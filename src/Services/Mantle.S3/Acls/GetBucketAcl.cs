using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

[Operation]
static class GetBucketAcl
{
    public static async ValueTask<Access> RequiresAsync(GetBucketAclRequest r, Call c, CancellationToken cancellation) =>
        S3Access.OnBucket(c, await Existing.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), Actions.GetBucketAcl);

    public static async Task<GetBucketAclOutput> ExecuteAsync(GetBucketAclRequest r, Call c, CancellationToken cancellation)
    {
        var view = await Existing.BucketAsync(c, r.Bucket);
        return new GetBucketAclOutput { Owner = CanonicalUser.Owner(view.Owner), Grants = OwnerGrant.Of(view.Owner.Id, view.Bucket.Acl) };
    }
}
