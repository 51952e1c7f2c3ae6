using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Policy;
using Mantle.S3.Acls;
using Mantle.S3.Store;
using Mantle.SigV4;
using Mantle.Wire.S3;
using AccessPoint = Mantle.S3.Entities.AccessPoint;

namespace Mantle.S3;

/// <summary>
/// Builds the accesses of S3, with the condition keys of all S3 actions and the bucket's policy
/// (<see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html"/>).
/// </summary>
static class S3Access
{
    /// <summary>
    /// The resource of an action that has none: policies of the User Guide allow such actions on <c>*</c> and on this ARN
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example1.html"/>).
    /// </summary>
    public const string AllBuckets = "arn:aws:s3:::*";

    /// <summary>An action that has no resource.</summary>
    public static Access OnService(Call call, ActionName action) =>
        new(action, AllBuckets) { Keys = Common(call), DeniedMessage = ToStrangers(call, call.Account) };

    public static Access OnNewBucket(Call call, ActionName action, string bucket, params ReadOnlySpan<(string, string?)> keys) =>
        new(action, $"arn:aws:s3:::{bucket}") { Keys = [.. Common(call), .. keys], DeniedMessage = ToStrangers(call, call.Account) };

    public static Access OnBucket(Call call, BucketView bucket, ActionName action, params ReadOnlySpan<(string, string?)> keys) =>
        bucket.Point is null || ThroughAccessPoints.Contains(action)
            ? On(call, bucket, null, action, keys)
            : throw Errors.MethodNotAllowed().With(("ResourceType", "ACCESSPOINT"));

    public static Access OnObject(
        Call call,
        BucketView bucket,
        string key,
        ActionName action,
        params ReadOnlySpan<(string, string?)> keys
    ) => Of(call, bucket, action, On(call, bucket, key, action, keys), () => call.See(bucket, key, null));

    /// <summary>An action on an object whose state is known.</summary>
    public static Access OnStored(Call call, BucketView bucket, StoredObject stored, ActionName action) =>
        Of(call, bucket, action, On(call, bucket, stored.Key, action, []), () => stored);

    /// <summary>An action on an object, or the action for a version where the request names one.</summary>
    public static Access OnVersion(
        Call call,
        BucketView bucket,
        string key,
        string? version,
        ActionName action,
        ActionName versionAction,
        params ReadOnlySpan<(string, string?)> keys
    ) =>
        Of(
            call,
            bucket,
            action,
            On(call, bucket, key, version is null ? action : versionAction, [("s3:versionid", version), .. keys]),
            () => call.See(bucket, key, version)
        );

    /// <summary>The access with what depends on the object's state: its tags, which are read only if a policy asks, and its ACL.</summary>
    static Access Of(Call call, BucketView bucket, ActionName action, Access access, Func<StoredObject?> find) =>
        Owned(call, bucket, action, access.WithExistingTags(new(() => find()?.Attributes.Tags ?? [])), find);

    /// <summary>The actions on an existing object other than putting and deleting it. Its owner's ACL can allow them.</summary>
    static readonly HashSet<ActionName> AboutObjects =
    [
        Actions.GetObject,
        Actions.GetObjectAcl,
        Actions.PutObjectAcl,
        Actions.GetObjectTagging,
        Actions.PutObjectTagging,
        Actions.DeleteObjectTagging,
        Actions.GetObjectRetention,
        Actions.PutObjectRetention,
        Actions.GetObjectLegalHold,
        Actions.PutObjectLegalHold,
    ];

    /// <summary>
    /// Where ACLs are on, the object's ACL applies besides the bucket's policy; for objects of another account, only the policy's Deny
    /// statements apply (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"/>).
    /// </summary>
    static Access Owned(Call call, BucketView bucket, ActionName action, Access access, Func<StoredObject?> find)
    {
        if (
            bucket.Bucket.Ownership == S3.Entities.ObjectOwnership.BucketOwnerEnforced
            || bucket.Point is not null
            || !AboutObjects.Contains(action)
            || find() is not { } stored
        )
            return access;
        var acl = AclPolicies.OfObject(bucket, stored);
        if (stored.Attributes.Owner is not { } owner || call.FindAccount(owner) is not { } account)
            return access with { ResourcePolicy = PolicySet.Create([.. access.ResourcePolicy ?? PolicySet.Empty, acl]) };
        var denials = bucket.Bucket.Policy is { } policy ? AclPolicies.DenialsOf(policy) : PolicySet.Empty;
        return access with { ResourceOwner = account, ResourcePolicy = PolicySet.Create([.. denials, acl]) };
    }

    /// <summary>
    /// The bucket actions that access points support
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-service-api-support.html"/>).
    /// </summary>
    static readonly HashSet<ActionName> ThroughAccessPoints =
    [
        Actions.GetBucketAcl,
        Actions.GetBucketCORS,
        Actions.GetBucketLocation,
        Actions.GetBucketNotification,
        Actions.GetBucketPolicy,
        Actions.ListBucket,
        Actions.ListBucketMultipartUploads,
        Actions.ListBucketVersions,
    ];

    static Access On(Call call, BucketView bucket, string? key, ActionName action, ReadOnlySpan<(string, string?)> keys)
    {
        // Every action refuses a key that no object can have.
        if (key is not null)
            ObjectKey.Check(key);
        var access = new Access(action, $"arn:aws:s3:::{bucket.Bucket.Name}{(key is null ? "" : "/")}{key}")
        {
            ResourceOwner = bucket.Owner,
            ResourcePolicy = WithAcl(bucket, PolicyFor(call, bucket)),
            Keys = [.. Common(call), ("s3:ResourceAccount", bucket.Owner.Id), .. keys],
            DeniedMessage = ToStrangers(call, bucket.Owner),
        };
        return bucket.Point is { } point ? Through(call, point, bucket.PointOwner!, key, access) : access;
    }

    /// <summary>
    /// The access through an access point: the access point and its bucket must both allow it. For a caller of another account, its own
    /// policies are evaluated with the access point as resource, because the caller need not know the bucket
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html"/>).
    /// </summary>
    static Access Through(Call call, AccessPoint point, Account owner, string? key, Access toBucket)
    {
        var arn = point.ArnIn(owner);
        (string, string?)[] keys = [.. toBucket.Keys, .. KeysOf(arn, owner.Id)];
        return new Access(toBucket.Action, key is null ? arn : $"{arn}/object/{key}")
        {
            ResourceOwner = owner,
            ResourcePolicy =
                point.Policy is { IsPublic: true }
                && call.Account.Id != owner.Id
                && point.PublicAccess.And(owner.PublicAccess).RestrictPublicBuckets
                    ? PolicySet.Empty
                : point.Policy is { } policy ? policy.Compiled()
                : null,
            Keys = keys,
            DeniedMessage = ToStrangers(call, owner),
            Underlying = toBucket with { Keys = keys, CallerIsAllowed = call.Account.Id != toBucket.ResourceOwner!.Id },
        };
    }

    /// <summary>The condition keys of accesses through an access point.</summary>
    public static (string, string?)[] KeysOf(string accessPointArn, AccountId accountId) =>
        [("s3:DataAccessPointArn", accessPointArn), ("s3:DataAccessPointAccount", accountId), ("s3:AccessPointNetworkOrigin", "Internet")];

    /// <summary>The bucket's policy. Where it is public and public buckets are restricted, it admits no other account.</summary>
    static PolicySet? PolicyFor(Call call, BucketView bucket) =>
        bucket.Bucket.IsRestricted(bucket.Owner) && call.Account.Id != bucket.Owner.Id ? PolicySet.Empty
        : bucket.Bucket.Policy is { } policy ? policy.Compiled()
        : null;

    static PolicySet? WithAcl(BucketView bucket, PolicySet? policy) =>
        bucket.Bucket.Ownership == S3.Entities.ObjectOwnership.BucketOwnerEnforced || bucket.Bucket.Acl is null
            ? policy
            : PolicySet.Create([.. policy ?? PolicySet.Empty, AclPolicies.OfBucket(bucket)]);

    /// <summary>Only callers of the account that owns the bucket get the detailed denial.</summary>
    static string? ToStrangers(Call call, Account owner) =>
        owner.Id == call.Account.Id && !call.Caller.IsAnonymous ? null : "Access Denied";

    /// <summary>The condition keys of all S3 actions.</summary>
    public static (string, string?)[] Common(Call call)
    {
        var body = call.Body;
        var tls = ("s3:TlsVersion", body.TlsVersion);
        var hash = ("s3:x-amz-content-sha256", body.Header("x-amz-content-sha256"));
        var (type, signedAt) = (body.Form, body.Signature) switch
        {
            ({ Signature: { } form }, _) => ("POST", form.Timestamp),
            (_, { } signature) => (signature.Form == SignatureForm.Header ? "REST-HEADER" : "REST-QUERY-STRING", signature.Timestamp),
            _ => (null, default),
        };
        return type is null
            ? [tls, hash]
            :
            [
                tls,
                hash,
                ("s3:authType", type),
                ("s3:signatureversion", "AWS4-HMAC-SHA256"),
                ("s3:signatureAge", ((long)(call.Time - signedAt).TotalMilliseconds).ToString(CultureInfo.InvariantCulture)),
            ];
    }
}
