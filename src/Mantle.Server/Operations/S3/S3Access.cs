using Mantle.Policy;
using Mantle.Server.Accounts;
using Mantle.Server.Authorization;
using Mantle.Server.Operations.S3.Policies;
using Mantle.SigV4;

namespace Mantle.Server.Operations.S3;

/// <summary>
/// The accesses of S3, with the condition keys that every one of its actions has and the bucket's policy
/// (<see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html"/>).
/// </summary>
static class S3Access
{
    /// <summary>An action that has no resource.</summary>
    public static Access OnService(Call call, string action) => new(action, "*") { Keys = Common(call), DeniedMessage = ToStrangers(call, call.Account) };

    public static Access OnNewBucket(Call call, string action, string bucket, params ReadOnlySpan<(string, string?)> keys) =>
        new(action, $"arn:aws:s3:::{bucket}") { Keys = [.. Common(call), .. keys], DeniedMessage = ToStrangers(call, call.Account) };

    public static Access OnBucket(Call call, BucketView bucket, string action, params ReadOnlySpan<(string, string?)> keys) =>
        On(call, bucket, $"arn:aws:s3:::{bucket.Bucket.Name}", action, keys);

    public static Access OnObject(Call call, BucketView bucket, string key, string action, params ReadOnlySpan<(string, string?)> keys) =>
        On(call, bucket, $"arn:aws:s3:::{bucket.Bucket.Name}/{key}", action, keys) with { ExistingObjectTags = TagsOf(call, bucket, key, null) };

    /// <summary>An action on an object, or the one on a version of it where the request names a version.</summary>
    public static Access OnVersion(
        Call call, BucketView bucket, string key, string? version, string action, string versionAction, params ReadOnlySpan<(string, string?)> keys) =>
        On(call, bucket, $"arn:aws:s3:::{bucket.Bucket.Name}/{key}", version is null ? action : versionAction, [("s3:versionid", version), .. keys]) with
        {
            ExistingObjectTags = TagsOf(call, bucket, key, version),
        };

    static Lazy<IReadOnlyList<Tag>> TagsOf(Call call, BucketView bucket, string key, string? version) =>
        new(() => call.Server.Objects.Find(bucket.Bucket.Id, key, version)?.Attributes.Tags ?? []);

    static Access On(Call call, BucketView bucket, string arn, string action, ReadOnlySpan<(string, string?)> keys) => new(action, arn)
    {
        ResourceOwner = bucket.Owner,
        ResourcePolicy = PolicyFor(call, bucket),
        Keys = [.. Common(call), ("s3:ResourceAccount", bucket.Owner.Id), .. keys],
        DeniedMessage = ToStrangers(call, bucket.Owner),
    };

    /// <summary>The bucket's policy; where it is public and that is restricted, it lets nobody in from outside the account.</summary>
    static PolicySet? PolicyFor(Call call, BucketView bucket) =>
        bucket.Bucket.IsRestricted && call.Account.Id != bucket.Owner.Id ? PolicySet.Empty
        : bucket.Bucket.Policy is { } policy ? BucketPolicies.Compiled(policy)
        : null;

    /// <summary>S3 says more only to callers of the account that owns the bucket.</summary>
    static string? ToStrangers(Call call, Account owner) => owner.Id == call.Account.Id && !call.Caller.IsAnonymous ? null : "Access Denied";

    static (string, string?)[] Common(Call call)
    {
        var body = call.Body!;
        var tls = ("s3:TlsVersion", body.TlsVersion);
        var hash = ("s3:x-amz-content-sha256", body.Header("x-amz-content-sha256"));
        var (type, signedAt) = (body.Form, body.Signature) switch
        {
            ({ Signature: { } form }, _) => ("POST", form.Timestamp),
            (_, { } signature) => (signature.Form == SignatureForm.Header ? "REST-HEADER" : "REST-QUERY-STRING", signature.Timestamp),
            _ => (null, default),
        };
        return type is null ? [tls, hash] :
        [
            tls,
            hash,
            ("s3:authType", type),
            ("s3:signatureversion", "AWS4-HMAC-SHA256"),
            ("s3:signatureAge", ((long)(call.Time - signedAt).TotalMilliseconds).ToString(CultureInfo.InvariantCulture)),
        ];
    }
}
