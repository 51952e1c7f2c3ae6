using System.Text;
using Mantle.Server.Authorization;
using Mantle.Server.Objects;
using Mantle.Server.Protocol;
using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.Server.Operations.S3;

/// <summary>Finds what a request names.</summary>
static class S3Find
{
    const int LongestKey = 1_024;

    /// <summary>The bucket. That it does not exist is told to everyone, as S3 does: names of buckets are public.</summary>
    public static async ValueTask<BucketView> BucketAsync(Call call, string name, string? expectedOwner = null)
    {
        if (!BucketName.IsValid(name))
            throw BucketName.Invalid(name);
        var view = await call.FindBucketAsync(name) ?? throw NoSuchBucket(name);
        if (expectedOwner is not null && expectedOwner != view.Owner.Id)
            throw Errors.AccessDenied();
        return view;
    }

    public static BucketReference Reference(Call call, BucketView view) => new(view.Bucket.Id, async () =>
        (await call.Server.Ledger.AccountAsync(view.Owner.Id))?.Buckets.Find(view.Bucket.Name)?.Id == view.Bucket.Id);

    /// <summary>The object.</summary>
    /// <exception cref="ApiException">There is none; who may not list the bucket is not told so, but denied.</exception>
    public static StoredObject Object(Call call, BucketView bucket, string key) =>
        call.Server.Objects.Find(bucket.Bucket.Id, key) ?? throw Missing(call, bucket, key);

    /// <summary>What is answered where there is no such object.</summary>
    public static ApiException Missing(Call call, BucketView bucket, string key)
    {
        call.Demand(S3Access.OnBucket(call, bucket, "s3:ListBucket"));
        return Errors.NoSuchKey().With(("Key", key));
    }

    public static ApiException NoSuchBucket(string name) => Errors.NoSuchBucket().With(("BucketName", name));

    public static ApiException NoSuchUpload(string uploadId) => Errors.NoSuchUpload().With(("UploadId", uploadId));

    /// <summary>Refuses a key that is too long.</summary>
    public static void CheckKey(string key)
    {
        var length = Encoding.UTF8.GetByteCount(key);
        if (length > LongestKey)
            throw Errors.KeyTooLongError().With(("Size", Text(length)), ("MaxSizeAllowed", Text(LongestKey)));
    }

    /// <summary>Objects have one version, which is called null.</summary>
    public static void CheckVersion(string? versionId)
    {
        if (versionId is not (null or "null"))
            throw Errors.InvalidArgument("Invalid version id specified").With(("ArgumentName", "versionId"), ("ArgumentValue", versionId));
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
