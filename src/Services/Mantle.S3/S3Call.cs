using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.S3.Store;

namespace Mantle.S3;

/// <summary>S3's state of a call besides its view: the objects, the request's body, and the buckets that were looked up.</summary>
sealed class S3Call(ObjectStore objects, RequestBody body)
{
    /// <summary>The owners of buckets, looked up once for the call.</summary>
    readonly Dictionary<string, AccountId> bucketOwners = new(StringComparer.Ordinal);

    /// <summary>
    /// The names (aliases, for example) that mean an access point in this call, with the access point's account and name; null while
    /// there are none, as in most calls.
    /// </summary>
    Dictionary<string, (AccountId AccountId, string Name)>? accessPoints;

    /// <summary>The objects that the call looked at, each as it was then; null while there are none.</summary>
    Dictionary<(long Bucket, string Key, string? Version), StoredObject?>? seen;

    public ObjectStore Objects => objects;

    /// <summary>The body, for operations that stream it.</summary>
    public RequestBody Body => body;

    /// <summary>
    /// An object, or a version of it, as it was when the call first looked at it: the state that the call is decided on is the one that it
    /// answers with.
    /// </summary>
    public StoredObject? See(long bucket, string key, string? version)
    {
        seen ??= [];
        if (!seen.TryGetValue((bucket, key, version), out var stored))
            seen.Add((bucket, key, version), stored = objects.Find(bucket, key, version));
        return stored;
    }

    /// <summary>Forgets how an object was, because it is no longer there to answer with.</summary>
    public void LookAgain(long bucket, string key, string? version) => seen?.Remove((bucket, key, version));

    /// <summary>
    /// Whether decisions on an object hold for its present state: the call did not look at it, or its tags, its owner and its ACL are as
    /// they were. The call sees the present state from here on.
    /// </summary>
    public bool IsAsSeen(long bucket, string key, string? version, StoredObject? present)
    {
        if (seen is null || !seen.TryGetValue((bucket, key, version), out var before))
            return true;
        seen[(bucket, key, version)] = present;
        return before is null ? present is null : present is not null && DecidesAs(before, present);
    }

    static bool DecidesAs(StoredObject before, StoredObject present) =>
        ReferenceEquals(before, present)
        || (
            before.IsDeleteMarker == present.IsDeleteMarker
            && before.Attributes.Owner == present.Attributes.Owner
            && Same(before.Attributes.Tags, present.Attributes.Tags)
            && Same(before.Attributes.Acl, present.Attributes.Acl)
        );

    static bool Same<T>(IReadOnlyList<T>? before, IReadOnlyList<T>? present) =>
        before is null ? present is null : present is not null && before.SequenceEqual(present);

    /// <summary>A bucket and its owner's account, taken into the view; null when there is no such bucket.</summary>
    public async ValueTask<BucketView?> FindBucketAsync(Call call, string name)
    {
        if (FindBucket(call, name) is { } view)
            return view;
        if (await call.View.FindOwnerAsync(S3Names.Bucket, name) is not { } owner)
            return null;
        await call.View.IncludeAsync(owner);
        bucketOwners[name] = owner;
        return FindBucket(call, name);
    }

    /// <summary>Notes that a name means an access point, whose account and bucket are in the view.</summary>
    public void NoteAccessPoint(string text, AccountId accountId, string name) =>
        (accessPoints ??= new(StringComparer.Ordinal))[text] = (accountId, name);

    /// <summary>
    /// A bucket that the call looked up before, by its name or an access point's, as the call's view has it; null when it was deleted
    /// since.
    /// </summary>
    public BucketView? FindBucket(Call call, string name)
    {
        if (accessPoints is null || !accessPoints.TryGetValue(name, out var reference))
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
