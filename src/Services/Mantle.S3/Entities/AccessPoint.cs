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

    /// <summary>Stands in a bucket's place, and is unique as a bucket's name is.</summary>
    public required string Alias { get; init; }

    public required string Bucket { get; init; }

    /// <summary>The account that owns the bucket.</summary>
    public required string BucketAccountId { get; init; }

    /// <summary>The bucket's own number: another one with the same name is not meant.</summary>
    public required long BucketId { get; init; }

    /// <summary>The bucket's.</summary>
    public required string Region { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public required PublicAccessBlock PublicAccess { get; init; }

    public BucketPolicy? Policy { get; init; }

    public string ArnIn(Account account) => $"arn:aws:s3:{Region}:{account.Id}:accesspoint/{Name}";
}
