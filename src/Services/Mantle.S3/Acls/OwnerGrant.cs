using Mantle.Core.Accounts;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

/// <summary>
/// The one ACL there is: all for the owner. ACLs are off, as in every new bucket of S3, and only policies decide
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"/>).
/// </summary>
static class OwnerGrant
{
    public static IReadOnlyList<Grant> Of(Account owner) =>
        [new Grant { Grantee = new Grantee { Type = "CanonicalUser", ID = CanonicalUser.Id(owner) }, Permission = "FULL_CONTROL" }];

    /// <summary>Whether a document says no more than that.</summary>
    public static bool IsSaidBy(AccessControlPolicy? policy, Account owner) =>
        policy?.Grants is { Count: 1 } grants && grants[0] is { Permission: "FULL_CONTROL", Grantee: { } grantee } && grantee.ID == CanonicalUser.Id(owner);
}
