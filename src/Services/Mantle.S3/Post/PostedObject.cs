using Mantle.S3.Front;
using Mantle.Wire.S3;

namespace Mantle.S3.Post;

/// <summary>The parsed upload form.</summary>
/// <param name="Form">The form.</param>
/// <param name="Bucket">The bucket of the request.</param>
/// <param name="Put">The form as a PutObject request.</param>
/// <param name="Size">Smallest and largest size of the file in bytes; null without limits.</param>
/// <param name="IsTagged">Whether the form has the tagging field, which may be empty.</param>
/// <param name="Tags">The object's tags.</param>
sealed record PostedObject(
    PostForm Form,
    BucketView Bucket,
    PutObjectRequest Put,
    (long Least, long Most)? Size,
    bool IsTagged,
    IReadOnlyList<Core.Accounts.Tag>? Tags
);
