namespace Mantle.S3.Entities;

/// <summary>
/// One grant of an ACL (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html"/>).
/// </summary>
/// <param name="Permission"><c>READ</c>, <c>WRITE</c>, <c>READ_ACP</c>, <c>WRITE_ACP</c> or <c>FULL_CONTROL</c>.</param>
/// <param name="CanonicalId">The canonical user id of an account; null for a group.</param>
/// <param name="AccountId">The account of that id; null for a group, and for a canonical id that belongs to AWS.</param>
/// <param name="Group">The URI of a group; null for an account.</param>
sealed record AclGrant(string Permission, string? CanonicalId, AccountId? AccountId, string? Group)
{
    public const string FullControl = "FULL_CONTROL",
        Read = "READ",
        Write = "WRITE",
        ReadAcp = "READ_ACP",
        WriteAcp = "WRITE_ACP";

    /// <summary>Everyone, with a signature or without.</summary>
    public const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";

    /// <summary>Every signed caller of any account.</summary>
    public const string AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    /// <summary>S3's own service that writes access logs.</summary>
    public const string LogDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";

    /// <summary>Whether S3 counts the grant as public.</summary>
    [JsonIgnore]
    public bool IsPublic => Group is AllUsers or AuthenticatedUsers;
}
