using Mantle.Core.Authorization;
using Mantle.S3.AccessPoints;
using Mantle.S3.Store;
using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>The bucket or object that a request names, or S3's error.</summary>
static class Existing
{
    /// <summary>The bucket. As at S3, every caller learns that a bucket does not exist: bucket names are public.</summary>
    public static async ValueTask<BucketView> BucketAsync(Call call, string name, string? expectedOwner = null)
    {
        if (!AccountId.TryParse(expectedOwner, out var expected) && expectedOwner is not null)
            throw Errors.InvalidBucketOwnerAWSAccountID();
        var view = await AccessPointName.FindAsync(call, name);
        if (view is null && !BucketName.IsValid(name))
            throw BucketName.Invalid(name);
        view ??= await call.FindBucketAsync(name) ?? throw NoSuchBucket(name);
        if (call.View.IsClosed(view.Owner) || (view.PointOwner is { } pointOwner && call.View.IsClosed(pointOwner)))
            throw Closed();
        if (expectedOwner is not null && expected != view.Owner.Id)
            throw Errors.AccessDenied();
        if (view.Bucket.Region != Buckets.BucketRegion.Oldest)
            call.Body.Answer("x-amz-bucket-region", view.Bucket.Region);
        return view;
    }

    /// <summary>
    /// The bucket of an object. The object's owner is taken into the view too: with ACLs on, it may be another account than the bucket's.
    /// </summary>
    public static async ValueTask<BucketView> BucketOfAsync(Call call, string name, string? expectedOwner, string key, string? version)
    {
        var view = await BucketAsync(call, name, expectedOwner);
        if (
            view.Bucket.Ownership != S3.Entities.ObjectOwnership.BucketOwnerEnforced
            && !ObjectKey.IsTooLong(key)
            && call.See(view, key, version)?.Attributes.Owner is { } owner
        )
            await call.View.IncludeAsync(owner);
        return view;
    }

    /// <summary>A bucket that PrepareAsync looked up, in the newest state.</summary>
    public static BucketView Bucket(Call call, string name) => call.FindBucket(name) ?? throw NoSuchBucket(name);

    /// <summary>The bucket for the object store: writes go by its settings and by the account's Block Public Access.</summary>
    public static BucketReference Reference(Call call, BucketView view)
    {
        return new(
            view.Bucket.Id,
            view.Bucket.Versioning,
            async () => (await call.View.NewestAsync(view.Owner.Id))?.Buckets.Find(view.Bucket.Name)?.Id == view.Bucket.Id,
            IsCurrent
        );

        // An account that must be loaded first may have changed, so the write looks again.
        bool IsCurrent() =>
            call.View.FindNewest(view.Owner.Id) is { } owner
            && (
                ReferenceEquals(owner, view.Owner)
                || (owner.Buckets.Find(view.Bucket.Name) == view.Bucket && owner.PublicAccess == view.Owner.PublicAccess)
            );
    }

    /// <summary>A bucket that the call found before, as it is now.</summary>
    public static async ValueTask<BucketView> NewestAsync(Call call, BucketView view) =>
        await call.View.NewestAsync(view.Owner.Id) is { } owner
        && owner.Buckets.Find(view.Bucket.Name) is { } bucket
        && bucket.Id == view.Bucket.Id
            ? view with
            {
                Bucket = bucket,
                Owner = owner,
            }
            : throw NoSuchBucket(view.Bucket.Name);

    /// <summary>The object, or a version of it.</summary>
    /// <exception cref="ApiException">There is none. A caller who may not list the bucket gets AccessDenied instead.</exception>
    public static StoredObject Object(Call call, BucketView bucket, string key, string? version = null)
    {
        var stored = call.See(bucket, key, version) ?? throw Missing(call, bucket, key, version);
        CheckReadable(stored, version);
        return stored;
    }

    /// <summary>Refuses to read a delete marker, which a request with its version id finds.</summary>
    public static void CheckReadable(StoredObject stored, string? version)
    {
        if (stored.IsDeleteMarker)
            throw Errors
                .MethodNotAllowed()
                .With(("Method", "GET"), ("ResourceType", "DeleteMarker"))
                .WithHeaders(
                    ("x-amz-delete-marker", "true"),
                    ("x-amz-version-id", version!),
                    ("Allow", "DELETE"),
                    ("Last-Modified", stored.Modified.ToString("r", CultureInfo.InvariantCulture))
                );
    }

    /// <summary>The error for a missing object.</summary>
    public static ApiException Missing(Call call, BucketView bucket, string key, string? version = null)
    {
        if (version is not null)
        {
            call.Demand(S3Access.OnBucket(call, bucket, Actions.ListBucketVersions));
            return Errors.NoSuchVersion().With(("Key", key), ("VersionId", version));
        }
        call.Demand(S3Access.OnBucket(call, bucket, Actions.ListBucket));
        var marker = call.Objects.FindDeleteMarker(bucket.Bucket.Id, key);
        var missing = Errors.NoSuchKey().With(("Key", key));
        return marker is null
            ? missing
            : missing.WithHeaders(("x-amz-delete-marker", "true"), ("x-amz-version-id", marker.Version ?? ObjectStore.NullVersion));
    }

    /// <summary>
    /// The error for every request about a bucket of a closed account
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"/>).
    /// </summary>
    public static ApiException Closed() =>
        new("AllAccessDisabled", 403, Fault.Sender, "All access to this Amazon S3 resource has been disabled.");

    public static ApiException NoSuchBucket(string name) => Errors.NoSuchBucket().With(("BucketName", name));

    public static ApiException NoSuchUpload(string uploadId) => Errors.NoSuchUpload().With(("UploadId", uploadId));
}
