using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.S3.Store;

namespace Mantle.S3;

/// <summary>What S3 keeps for a call beside its view: the objects, the request's body, and the buckets that were found.</summary>
sealed class S3Call(ObjectStore objects, RequestBody body)
{
    /// <summary>The accounts that own buckets, looked up once for the call.</summary>
    readonly Dictionary<string, string> bucketOwners = new(StringComparer.Ordinal);

    /// <summary>What stands for access points in this call, an alias for instance, to the point's account and name.</summary>
    readonly Dictionary<string, (string AccountId, string Name)> accessPoints = new(StringComparer.Ordinal);

    public ObjectStore Objects => objects;

    /// <summary>The body, for operations that read it as it comes.</summary>
    public RequestBody Body => body;

    /// <summary>A bucket and the account that owns it, taken into the view; null when there is no such bucket.</summary>
    public async ValueTask<BucketView?> FindBucketAsync(Call call, string name)
    {
        if (FindBucket(call, name) is { } view)
            return view;
        var owner = await call.View.FindOwnerAsync(S3Names.Bucket, name);
        if (owner is null)
            return null;
        await call.View.IncludeAsync(owner);
        bucketOwners[name] = owner;
        return FindBucket(call, name);
    }

    /// <summary>Notes that a text in a bucket's place means an access point, whose account and bucket are in the view.</summary>
    public void NoteAccessPoint(string text, string accountId, string name) => accessPoints[text] = (accountId, name);

    /// <summary>
    /// A bucket, or one behind an access point, that was found before, in the state that the call sees; null when it is gone since.
    /// </summary>
    public BucketView? FindBucket(Call call, string name)
    {
        if (!accessPoints.TryGetValue(name, out var reference))
            return FindOwnBucket(call, name);
        return
            call.FindAccount(reference.AccountId) is { } owner
            && owner.AccessPoints.Find(reference.Name) is { } point
            && FindOwnBucket(call, point.Bucket) is { } view
            && view.Bucket.Id == point.BucketId
            ? view with
            {
                Point = point,
                PointOwner = owner,
            }
            : null;
    }

    BucketView? FindOwnBucket(Call call, string name) =>
        bucketOwners.TryGetValue(name, out var owner) && call.FindAccount(owner) is { } account && account.Buckets.Find(name) is { } bucket
            ? new BucketView(bucket, account)
            : null;
}
