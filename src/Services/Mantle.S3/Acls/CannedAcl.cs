using Mantle.S3.Entities;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

/// <summary>
/// The grants of a canned ACL (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl"/>).
/// </summary>
static class CannedAcl
{
    public const string Private = "private",
        BucketOwnerFullControl = "bucket-owner-full-control";

    /// <summary>The canonical user id with which Amazon EC2 reads bundles of images.</summary>
    const string ImageReader = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";

    public static IReadOnlyList<AclGrant> OfBucket(string name, AccountId owner) =>
        name switch
        {
            "log-delivery-write" =>
            [
                Full(owner),
                new(AclGrant.Write, null, null, AclGrant.LogDelivery),
                new(AclGrant.ReadAcp, null, null, AclGrant.LogDelivery),
            ],
            _ => Common(name, owner) ?? throw Unknown(name),
        };

    public static IReadOnlyList<AclGrant> OfObject(string name, AccountId owner, AccountId bucketOwner) =>
        name switch
        {
            "aws-exec-read" => [Full(owner), new(AclGrant.Read, ImageReader, null, null)],
            "bucket-owner-read" => owner == bucketOwner ? [Full(owner)] : [Full(owner), Of(AclGrant.Read, bucketOwner)],
            BucketOwnerFullControl => owner == bucketOwner ? [Full(owner)] : [Full(owner), Full(bucketOwner)],
            _ => Common(name, owner) ?? throw Unknown(name),
        };

    public static AclGrant Full(AccountId accountId) => Of(AclGrant.FullControl, accountId);

    static AclGrant Of(string permission, AccountId accountId) => new(permission, CanonicalUser.Id(accountId), accountId, null);

    static IReadOnlyList<AclGrant>? Common(string name, AccountId owner) =>
        name switch
        {
            Private => [Full(owner)],
            "public-read" => [Full(owner), new(AclGrant.Read, null, null, AclGrant.AllUsers)],
            "public-read-write" =>
            [
                Full(owner),
                new(AclGrant.Read, null, null, AclGrant.AllUsers),
                new(AclGrant.Write, null, null, AclGrant.AllUsers),
            ],
            "authenticated-read" => [Full(owner), new(AclGrant.Read, null, null, AclGrant.AuthenticatedUsers)],
            _ => null,
        };

    static Wire.ApiException Unknown(string name) =>
        Errors.InvalidArgument("").With(("ArgumentName", "x-amz-acl"), ("ArgumentValue", name));
}
