namespace Mantle.Server.Accounts;

/// <summary>
/// Who owns what others put into a bucket, and so whether ACLs count
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"/>). The numbers are stored.
/// </summary>
enum ObjectOwnership : byte
{
    /// <summary>The bucket's owner owns everything, and ACLs are off. Every new bucket has this.</summary>
    BucketOwnerEnforced = 0,

    /// <summary>The bucket's owner owns what is put with the ACL <c>bucket-owner-full-control</c>; the writer owns the rest.</summary>
    BucketOwnerPreferred = 1,

    /// <summary>The writer owns what it puts.</summary>
    ObjectWriter = 2,

    /// <summary>The controls were deleted. That is <see cref="ObjectWriter"/>, read as missing.</summary>
    None = 3,
}
