using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

/// <summary>
/// The locks of an object version, and what they prevent
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"/>).
/// </summary>
static class LockedObject
{
    public static async ValueTask<Access> NeedsAsync(
        Call call,
        string bucket,
        string? expectedOwner,
        string key,
        string? version,
        ActionName action,
        params (string, string?)[] keys
    ) => Needs(call, await Existing.BucketOfAsync(call, bucket, expectedOwner, key, version), key, version, action, keys);

    public static Access Needs(
        Call call,
        BucketView bucket,
        string key,
        string? version,
        ActionName action,
        params ReadOnlySpan<(string, string?)> keys
    ) => S3Access.OnVersion(call, bucket, key, version, action, action, keys);

    /// <summary>The object, in a bucket with Object Lock.</summary>
    public static async Task<(BucketView Bucket, StoredObject Object)> FindAsync(Call call, string name, string key, string? version)
    {
        VersionId.Check(version);
        var bucket = await Existing.BucketAsync(call, name);
        var stored = Existing.Object(call, bucket, key, version);
        return bucket.Bucket.Lock is null ? throw Errors.InvalidRequest("Bucket is missing Object Lock Configuration") : (bucket, stored);
    }

    /// <summary>
    /// Whether the caller may delete a version: it has no legal hold, and is not retained or only in a mode that the caller may bypass.
    /// </summary>
    public static bool IsProtected(Call call, BucketView bucket, StoredObject stored, bool bypass)
    {
        var attributes = stored.Attributes;
        return attributes.LegalHold == "ON"
            || (
                LockedVersion.IsRetained(attributes, call.Time)
                && !(attributes.LockMode == "GOVERNANCE" && MayBypass(call, bucket, stored, bypass))
            );
    }

    /// <summary>The request must ask for the bypass, and the caller needs a permission for it.</summary>
    public static bool MayBypass(Call call, BucketView bucket, StoredObject stored, bool bypass) =>
        bypass && call.Gate.FindDenial(call, S3Access.OnStored(call, bucket, stored, Actions.BypassGovernanceRetention)) is null;

    /// <summary>Whether the caller may see an object's retention.</summary>
    public static bool ShowsRetention(Call call, BucketView bucket, StoredObject stored) =>
        stored.Attributes.LockMode is not null
        && call.Gate.IsAllowed(call, S3Access.OnStored(call, bucket, stored, Actions.GetObjectRetention));

    /// <summary>Whether the caller may see an object's legal hold.</summary>
    public static bool ShowsLegalHold(Call call, BucketView bucket, StoredObject stored) =>
        stored.Attributes.LegalHold is not null
        && call.Gate.IsAllowed(call, S3Access.OnStored(call, bucket, stored, Actions.GetObjectLegalHold));
}
