namespace Mantle.S3.Entities;

/// <summary>
/// Block Public Access for all buckets and access points of the account; absent where it was never set
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"/>).
/// </summary>
[Entity(10)]
sealed record AccountPublicAccess(PublicAccessBlock Blocked) : Entity
{
    public override string Key => "public-access";
}
