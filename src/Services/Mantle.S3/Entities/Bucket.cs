using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.S3.Entities;

/// <summary>An S3 bucket as far as decisions need it; its objects are bulk data and live in the object store.</summary>
[Entity(7)]
sealed record Bucket : Entity
{
    public override string Key => Name;

    public required string Name { get; init; }

    /// <summary>Names the bucket's objects in the object store; no other bucket ever has it.</summary>
    public required long Id { get; init; }

    public required string Region { get; init; }

    /// <summary>The location constraint where it is another word than the region: <c>EU</c>. Null else.</summary>
    public string? Location { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public Versioning Versioning { get; init; }

    public BucketPolicy? Policy { get; init; }

    /// <summary>Null where there is no set of tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    public IReadOnlyList<CorsRule>? Cors { get; init; }

    public IReadOnlyList<LifecycleRule>? Lifecycle { get; init; }

    /// <summary>What the lifecycle rules say of small objects; null for what S3 does unless told otherwise.</summary>
    public string? TransitionMinimum { get; init; }

    /// <summary>What was said of the encryption of new objects; null for what every new bucket has.</summary>
    public BucketEncryption? Encryption { get; init; }

    /// <summary>Who owns what others put here, and whether ACLs count.</summary>
    public ObjectOwnership Ownership { get; init; }

    /// <summary>The ACL; null where it gives all to the owner and nothing to others.</summary>
    public IReadOnlyList<AclGrant>? Acl { get; init; }

    /// <summary>Object Lock; null where the bucket has it not.</summary>
    public BucketLock? Lock { get; init; }

    /// <summary>Configurations that nothing acts on, as documents; null where there are none.</summary>
    public ImmutableSortedDictionary<string, string>? Configurations { get; init; }

    /// <summary>Null for what every new bucket has; see <see cref="BlockedPublicAccess"/>.</summary>
    public PublicAccessBlock? PublicAccess { get; init; }

    public override long FurtherBytes => Policy?.Document.Bytes ?? 0;

    [JsonIgnore]
    public PublicAccessBlock BlockedPublicAccess => PublicAccess ?? PublicAccessBlock.Everything;

    /// <summary>
    /// Whether the bucket serves only its own account: its policy is public, and that is restricted, for it or for the account.
    /// </summary>
    public bool IsRestricted(Account owner) =>
        Policy is { IsPublic: true } && BlockedPublicAccess.And(owner.PublicAccess).RestrictPublicBuckets;
}
