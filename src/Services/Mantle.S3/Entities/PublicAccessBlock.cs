namespace Mantle.S3.Entities;

/// <summary>
/// Settings of S3 Block Public Access, of a bucket, an access point or an account
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"/>).
/// </summary>
/// <param name="BlockPublicAcls">Refuses ACLs that are public.</param>
/// <param name="IgnorePublicAcls">Public grants of ACLs count for nothing.</param>
/// <param name="BlockPublicPolicy">Refuses policies that are public.</param>
/// <param name="RestrictPublicBuckets">While its policy is public, the bucket serves only its own account.</param>
/// <param name="IsDeleted">There is no such configuration, which is not the same as one that says no.</param>
sealed record PublicAccessBlock(
    bool BlockPublicAcls,
    bool IgnorePublicAcls,
    bool BlockPublicPolicy,
    bool RestrictPublicBuckets,
    bool IsDeleted = false
)
{
    /// <summary>What every new bucket has.</summary>
    public static readonly PublicAccessBlock Everything = new(true, true, true, true);

    /// <summary>What holds where both apply: whatever one of them refuses.</summary>
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
