using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3.ObjectLock;

/// <summary>
/// The locks of an object's version, and what they keep from happening to it
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
    ) =>
        S3Access.OnObject(
            call,
            await S3Find.BucketOfAsync(call, bucket, expectedOwner, key, version),
            key,
            action,
            [("s3:versionid", version), .. keys]
        );

    /// <summary>The object, in a bucket with Object Lock.</summary>
    public static async Task<(BucketView Bucket, StoredObject Object)> FindAsync(Call call, string name, string key, string? version)
    {
        S3Find.CheckVersion(version);
        var bucket = await S3Find.BucketAsync(call, name);
        var stored = S3Find.Object(call, bucket, key, version);
        return bucket.Bucket.Lock is null ? throw Errors.InvalidRequest("Bucket is missing Object Lock Configuration") : (bucket, stored);
    }

    /// <summary>Whether a version is retained now.</summary>
    public static bool IsRetained(StoredAttributes attributes, DateTimeOffset now) =>
        attributes.LockMode is not null && attributes.RetainUntil > now;

    /// <summary>Whether a version may be deleted: neither held nor retained, or retained in a mode that the caller may bypass.</summary>
    public static bool IsProtected(Call call, BucketView bucket, StoredObject stored, bool bypass)
    {
        var attributes = stored.Attributes;
        return attributes.LegalHold == "ON"
            || (IsRetained(attributes, call.Time) && !(attributes.LockMode == "GOVERNANCE" && MayBypass(call, bucket, stored, bypass)));
    }

    /// <summary>Bypassing must be said in the request and allowed by a permission of its own.</summary>
    public static bool MayBypass(Call call, BucketView bucket, StoredObject stored, bool bypass) =>
        bypass && call.Gate.FindDenial(call, S3Access.OnObject(call, bucket, stored.Key, Actions.BypassGovernanceRetention)) is null;

    /// <summary>Whether any lock keeps a version from being deleted by S3 itself.</summary>
    public static bool IsLocked(StoredAttributes attributes, DateTimeOffset now) =>
        attributes.LegalHold == "ON" || IsRetained(attributes, now);

    public const string DeniedMessage = "Access Denied because object protected by object lock.";

    public static ApiException Denied() => CommonErrors.AccessDenied(DeniedMessage);

    /// <summary>Whether the caller may see how long an object is retained.</summary>
    public static bool ShowsRetention(Call call, BucketView bucket, StoredObject stored) =>
        stored.Attributes.LockMode is not null
        && call.Gate.IsAllowed(call, S3Access.OnObject(call, bucket, stored.Key, Actions.GetObjectRetention));

    /// <summary>Whether the caller may see that an object is held.</summary>
    public static bool ShowsLegalHold(Call call, BucketView bucket, StoredObject stored) =>
        stored.Attributes.LegalHold is not null
        && call.Gate.IsAllowed(call, S3Access.OnObject(call, bucket, stored.Key, Actions.GetObjectLegalHold));
}
