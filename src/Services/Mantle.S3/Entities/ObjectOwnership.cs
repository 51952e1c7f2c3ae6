namespace Mantle.S3.Entities;

/// <summary>
/// Who owns objects that other accounts put into a bucket, and so whether ACLs are on
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"/>). The numbers are stored.
/// </summary>
enum ObjectOwnership : byte
{
    /// <summary>The bucket's owner owns all objects, and ACLs are off. The default of new buckets.</summary>
    BucketOwnerEnforced = 0,

    /// <summary>
    /// The bucket's owner owns objects that were put with the ACL <c>bucket-owner-full-control</c>; the writer owns the others.
    /// </summary>
    BucketOwnerPreferred = 1,

    /// <summary>The writer owns its objects.</summary>
    ObjectWriter = 2,

    /// <summary>The ownership controls were deleted. It works like <see cref="ObjectWriter"/>, and reading it finds nothing.</summary>
    None = 3,
}
