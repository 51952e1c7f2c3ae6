using Mantle.Core.Authorization;
using Mantle.S3.Entities;
using Mantle.Wire;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Acls;

/// <summary>Whether a bucket accepts ACLs.</summary>
static class AclRules
{
    /// <summary>Refuses headers that would change an ACL while ACLs are off.</summary>
    public static void CheckOff(Bucket bucket, RequestedAcl acl)
    {
        if (
            bucket.Ownership == ObjectOwnership.BucketOwnerEnforced
            && (acl.HasGrants || acl.Canned is not (null or CannedAcl.BucketOwnerFullControl))
        )
            throw Errors.AccessControlListNotSupported();
    }

    /// <summary>
    /// Refuses public grants where Block Public Access blocks them
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"/>).
    /// </summary>
    public static void CheckPublic(Call call, BucketView view, ActionName action, string? key, IReadOnlyList<AclGrant>? grants)
    {
        if (grants?.Any(grant => grant.IsPublic) != true)
            return;
        var resource = key is null ? view.Bucket.Name : $"{view.Bucket.Name}/{key}";
        if (view.Bucket.BlockedPublicAccess.And(view.Owner.PublicAccess).BlockPublicAcls)
            throw CommonErrors.AccessDenied(
                $"User: {call.Caller.Arn} is not authorized to perform: {action} on resource: \"arn:aws:s3:::{resource}\" "
                    + "because public access control lists (ACLs) are prevented by the BlockPublicAcls setting in S3 Block Public Access."
            );
    }

    public static string? Shown(ObjectOwnership ownership) => ownership == ObjectOwnership.None ? null : ownership.ToString();

    public static ObjectOwnership Read(string ownership) =>
        ownership switch
        {
            "BucketOwnerEnforced" => ObjectOwnership.BucketOwnerEnforced,
            "BucketOwnerPreferred" => ObjectOwnership.BucketOwnerPreferred,
            "ObjectWriter" => ObjectOwnership.ObjectWriter,
            _ => throw Errors.MalformedXML(),
        };
}
