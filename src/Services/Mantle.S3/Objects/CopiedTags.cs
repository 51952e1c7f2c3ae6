using Mantle.Core.Authorization;
using Mantle.S3.Store;

namespace Mantle.S3.Objects;

/// <summary>
/// The tags that a copy takes from its source. Reading and giving tags are permissions of their own: without them a copy would show
/// tags to who may not read them, and give them where conditions on tags decide
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html"/>).
/// </summary>
static class CopiedTags
{
    /// <summary>Goes on only if the source's tags may be read and given to the copy. Asks nothing where there are none.</summary>
    /// <exception cref="Wire.ApiException">It is denied.</exception>
    public static void Demand(Call call, StoredObject stored, BucketView from, CopySource source, BucketView to, string key)
    {
        if (stored.Attributes.Tags is not { Count: > 0 } tags)
            return;
        call.Demand(
            S3Access.OnVersion(call, from, source.Key, source.VersionId, Actions.GetObjectTagging, Actions.GetObjectVersionTagging)
        );
        call.Demand(S3Access.OnObject(call, to, key, Actions.PutObjectTagging).WithRequestedTags(tags));
    }
}
