using Mantle.Core.Accounts;
using Mantle.S3.Entities;

namespace Mantle.S3;

/// <summary>A bucket, and the view of the account that owns it.</summary>
sealed record BucketView(Bucket Bucket, Account Owner)
{
    /// <summary>The access point that the request came through; null where the request names the bucket.</summary>
    public AccessPoint? Point { get; init; }

    /// <summary>The account of the access point.</summary>
    public Account? PointOwner { get; init; }
}
