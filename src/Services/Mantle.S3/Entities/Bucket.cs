using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.S3.Entities;

/// <summary>An S3 bucket, as far as decisions need it. Its objects are bulk data in the object store.</summary>
[Entity(7)]
sealed record Bucket : Entity
{
    public override string Key => Name;

    public required string Name { get; init; }

    /// <summary>Identifies the bucket's objects in the object store; no other bucket ever has the same number.</summary>
    public required long Id { get; init; }

    public required string Region { get; init; }

    /// <summary>The location constraint where it differs from the Region's name (<c>EU</c>); otherwise null.</summary>
    public string? Location { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public Versioning Versioning { get; init; }

    public BucketPolicy? Policy { get; init; }

    /// <summary>Null where there is no set of tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    public IReadOnlyList<CorsRule>? Cors { get; init; }

    public IReadOnlyList<LifecycleRule>? Lifecycle { get; init; }

    /// <summary>The lifecycle configuration's setting for small objects; null for S3's default.</summary>
    public string? TransitionMinimum { get; init; }

    /// <summary>The default encryption of new objects; null for that of every new bucket.</summary>
    public BucketEncryption? Encryption { get; init; }

    /// <summary>Who owns objects that other accounts put, and whether ACLs are on.</summary>
    public ObjectOwnership Ownership { get; init; }

    /// <summary>The ACL; null where only the owner has a grant: full control.</summary>
    public IReadOnlyList<AclGrant>? Acl { get; init; }

    /// <summary>Object Lock; null where it is off.</summary>
    public BucketLock? Lock { get; init; }

    /// <summary>Documents of configurations that Mantle only stores; null where there are none.</summary>
    public ImmutableSortedDictionary<string, string>? Configurations { get; init; }

    /// <summary>Null for the settings of every new bucket; see <see cref="BlockedPublicAccess"/>.</summary>
    public PublicAccessBlock? PublicAccess { get; init; }

    public override long FurtherBytes => Policy?.Document.Bytes ?? 0;

    [JsonIgnore]
    public PublicAccessBlock BlockedPublicAccess => PublicAccess ?? PublicAccessBlock.Everything;

    /// <summary>
    /// Whether the bucket serves only its own account: its policy is public, and the bucket or the account restricts public buckets.
    /// </summary>
    public bool IsRestricted(Account owner) =>
        Policy is { IsPublic: true } && BlockedPublicAccess.And(owner.PublicAccess).RestrictPublicBuckets;
}
