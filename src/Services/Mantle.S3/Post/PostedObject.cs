using Mantle.S3.Front;
using Mantle.Wire.S3;

namespace Mantle.S3.Post;

/// <summary>What an upload form asks for.</summary>
/// <param name="Form">The form.</param>
/// <param name="Bucket">The bucket that it is sent to.</param>
/// <param name="Put">The form as the PutObject that it stands for.</param>
/// <param name="Size">Fewest and most bytes of the file; null where no policy says.</param>
/// <param name="IsTagged">Whether it has the field for tags, which may be empty.</param>
/// <param name="Tags">The object's tags.</param>
sealed record PostedObject(
    PostForm Form,
    BucketView Bucket,
    PutObjectRequest Put,
    (long Least, long Most)? Size,
    bool IsTagged,
    IReadOnlyList<Core.Accounts.Tag>? Tags
);
