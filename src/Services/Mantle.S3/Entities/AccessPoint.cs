using Mantle.Core.Accounts;

namespace Mantle.S3.Entities;

/// <summary>
/// An S3 access point: another name for a bucket, with a policy of its own
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points.html"/>).
/// </summary>
[Entity(9)]
sealed record AccessPoint : Entity
{
    public override string Key => Name;

    public required string Name { get; init; }

    /// <summary>Can be used in the place of a bucket name, and is unique like one.</summary>
    public required string Alias { get; init; }

    public required string Bucket { get; init; }

    /// <summary>The account that owns the bucket.</summary>
    public required AccountId BucketAccountId { get; init; }

    /// <summary>The bucket's number. A later bucket with the same name has another number.</summary>
    public required long BucketId { get; init; }

    /// <summary>The Region of the bucket.</summary>
    public required string Region { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public required PublicAccessBlock PublicAccess { get; init; }

    public BucketPolicy? Policy { get; init; }

    public string ArnIn(Account account) => $"arn:aws:s3:{Region}:{account.Id}:accesspoint/{Name}";
}
