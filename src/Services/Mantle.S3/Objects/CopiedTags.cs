using Mantle.Core.Authorization;
using Mantle.S3.Store;

namespace Mantle.S3.Objects;

/// <summary>
/// The tags that a copy takes over from its source. Reading and setting tags need permissions of their own: without the check, a copy would
/// show tags to callers who may not read them, and set tags on which conditions depend
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html"/>).
/// </summary>
static class CopiedTags
{
    /// <summary>Checks that the caller may read the source's tags. Checks nothing where there are none.</summary>
    /// <exception cref="Wire.ApiException">The access is denied.</exception>
    public static void DemandRead(Call call, StoredObject stored, BucketView from, CopySource source)
    {
        if (stored.Attributes.Tags is { Count: > 0 })
            call.Demand(
                S3Access.OnVersion(call, from, source.Key, source.VersionId, Actions.GetObjectTagging, Actions.GetObjectVersionTagging)
            );
    }

    /// <summary>The access that setting them on the copy needs; null where there are none.</summary>
    public static Access? Write(Call call, StoredObject stored, BucketView to, string key) =>
        stored.Attributes.Tags is { Count: > 0 } tags
            ? S3Access.OnObject(call, to, key, Actions.PutObjectTagging).WithRequestedTags(tags)
            : null;
}
