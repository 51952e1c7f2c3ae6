using Mantle.Server.Authorization;
using Mantle.SigV4;

namespace Mantle.Server.Operations.S3;

/// <summary>
/// The accesses of S3, with the condition keys that every one of its actions has
/// (<see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html"/>).
/// </summary>
static class S3Access
{
    /// <summary>An action that has no resource.</summary>
    public static Access OnService(Call call, string action) => new(action, "*") { Keys = Common(call) };

    public static Access OnNewBucket(Call call, string action, string bucket, params ReadOnlySpan<(string, string?)> keys) =>
        new(action, $"arn:aws:s3:::{bucket}") { Keys = [.. Common(call), .. keys] };

    public static Access OnBucket(Call call, BucketView bucket, string action, params ReadOnlySpan<(string, string?)> keys) =>
        On(call, bucket, $"arn:aws:s3:::{bucket.Bucket.Name}", action, keys);

    public static Access OnObject(Call call, BucketView bucket, string key, string action, params ReadOnlySpan<(string, string?)> keys) =>
        On(call, bucket, $"arn:aws:s3:::{bucket.Bucket.Name}/{key}", action, keys);

    static Access On(Call call, BucketView bucket, string arn, string action, ReadOnlySpan<(string, string?)> keys) => new(action, arn)
    {
        ResourceOwner = bucket.Owner,
        Keys = [.. Common(call), ("s3:ResourceAccount", bucket.Owner.Id), .. keys],
        // S3 says more only to callers of the account that owns the bucket.
        DeniedMessage = bucket.Owner.Id == call.Account.Id ? null : "Access Denied",
    };

    static (string, string?)[] Common(Call call) =>
    [
        ("s3:authType", call.Body!.Signature.Form == SignatureForm.Header ? "REST-HEADER" : "REST-QUERY-STRING"),
        ("s3:signatureversion", "AWS4-HMAC-SHA256"),
        ("s3:signatureAge", ((long)(call.Time - call.Body!.Signature.Timestamp).TotalMilliseconds).ToString(CultureInfo.InvariantCulture)),
        ("s3:x-amz-content-sha256", call.Body.Header("x-amz-content-sha256")),
    ];
}
