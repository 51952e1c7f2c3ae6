using Mantle.S3.Entities;
using Mantle.Wire.S3;

namespace Mantle.S3.Acls;

/// <summary>Grants as answers show them; without a stored ACL, the owner has full control.</summary>
static class OwnerGrant
{
    public static IReadOnlyList<Grant> Of(AccountId owner, IReadOnlyList<AclGrant>? grants) =>
        [
            .. (grants ?? [CannedAcl.Full(owner)]).Select(grant => new Grant
            {
                Grantee = grant.Group is { } group
                    ? new Grantee { Type = "Group", URI = group }
                    : new Grantee { Type = "CanonicalUser", ID = grant.CanonicalId },
                Permission = grant.Permission,
            }),
        ];

    /// <summary>Whether a document grants full control to the owner and nothing else.</summary>
    public static bool IsSaidBy(AccessControlPolicy? policy, AccountId owner) =>
        policy?.Grants is { Count: 1 } grants
        && grants[0] is { Permission: "FULL_CONTROL", Grantee: { } grantee }
        && grantee.ID == CanonicalUser.Id(owner);
}
