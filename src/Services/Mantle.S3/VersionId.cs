using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>Version ids in requests and answers.</summary>
static class VersionId
{
    /// <summary>The version id for answers: null where versioning was never enabled.</summary>
    public static string? Of(BucketView bucket, StoredObject stored) =>
        bucket.Bucket.Versioning == S3.Entities.Versioning.Off ? null : stored.Version ?? ObjectStore.NullVersion;

    /// <summary>Refuses a text that cannot be a version id.</summary>
    public static void Check(string? versionId)
    {
        if (versionId is not null && !IsValid(versionId))
            throw Errors
                .InvalidArgument(versionId.Length == 0 ? "Version id cannot be the empty string" : "Invalid version id specified")
                .With(("ArgumentName", "versionId"), ("ArgumentValue", versionId));
    }

    /// <summary>Whether a text can be a version id.</summary>
    public static bool IsValid(string versionId) => versionId == ObjectStore.NullVersion || VersionRows.IsId(versionId);
}
