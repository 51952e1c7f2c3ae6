using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

[Operation]
static class GetObjectAcl
{
    public static async ValueTask<Access> RequiresAsync(GetObjectAclRequest r, Call c, CancellationToken cancellation) => S3Access.OnVersion(
        c, await S3Find.BucketAsync(c, r.Bucket, r.ExpectedBucketOwner), r.Key, r.VersionId, "s3:GetObjectAcl", "s3:GetObjectVersionAcl");

    public static async Task<GetObjectAclOutput> ExecuteAsync(GetObjectAclRequest r, Call c, CancellationToken cancellation)
    {
        S3Find.CheckVersion(r.VersionId);
        var bucket = await S3Find.BucketAsync(c, r.Bucket);
        S3Find.Object(c, bucket, r.Key, r.VersionId);
        return new GetObjectAclOutput { Owner = CanonicalUser.Owner(bucket.Owner), Grants = OwnerGrant.Of(bucket.Owner) };
    }
}
