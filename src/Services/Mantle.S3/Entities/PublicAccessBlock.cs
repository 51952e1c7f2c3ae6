namespace Mantle.S3.Entities;

/// <summary>
/// Settings of S3 Block Public Access, of a bucket, an access point or an account
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"/>).
/// </summary>
/// <param name="BlockPublicAcls">Refuses public ACLs.</param>
/// <param name="IgnorePublicAcls">Ignores public grants of ACLs.</param>
/// <param name="BlockPublicPolicy">Refuses public policies.</param>
/// <param name="RestrictPublicBuckets">While its policy is public, the bucket serves only its own account.</param>
/// <param name="IsDeleted">The configuration was deleted, which differs from one with all settings off.</param>
sealed record PublicAccessBlock(
    bool BlockPublicAcls,
    bool IgnorePublicAcls,
    bool BlockPublicPolicy,
    bool RestrictPublicBuckets,
    bool IsDeleted = false
)
{
    /// <summary>The settings of every new bucket.</summary>
    public static readonly PublicAccessBlock Everything = new(true, true, true, true);

    /// <summary>The settings where both apply: a setting is on if it is on in either.</summary>
    public PublicAccessBlock And(PublicAccessBlock? other) =>
        other is null
            ? this
            : new(
                BlockPublicAcls || other.BlockPublicAcls,
                IgnorePublicAcls || other.IgnorePublicAcls,
                BlockPublicPolicy || other.BlockPublicPolicy,
                RestrictPublicBuckets || other.RestrictPublicBuckets
            );

    public static readonly PublicAccessBlock Deleted = new(false, false, false, false, IsDeleted: true);
}
