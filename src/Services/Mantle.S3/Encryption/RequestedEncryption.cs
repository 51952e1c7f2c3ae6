using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Encryption;

/// <summary>
/// The encryption that a request asks for. Mantle encrypts all data under keys of its own; it stores, shows and authorizes what a request
/// says about AWS KMS keys (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html"/>).
/// </summary>
/// <param name="Algorithm">The header <c>x-amz-server-side-encryption</c>.</param>
/// <param name="KmsKey">Id, ARN or alias of an AWS KMS key.</param>
/// <param name="Context">The encryption context, JSON in base64.</param>
/// <param name="BucketKey">Whether a bucket key is to be used.</param>
/// <param name="CustomerAlgorithm">The algorithm of a customer-provided key (SSE-C).</param>
/// <param name="CustomerKey">The customer-provided key.</param>
sealed record RequestedEncryption(
    string? Algorithm,
    string? KmsKey,
    string? Context,
    bool? BucketKey,
    string? CustomerAlgorithm,
    string? CustomerKey
)
{
    const string Header = "x-amz-server-side-encryption";

    /// <summary>The request has no encryption headers.</summary>
    public static readonly RequestedEncryption None = new(null, null, null, null, null, null);

    /// <summary>
    /// The condition keys of a write. They have the request's headers, not the encryption that the object gets in the end.
    /// </summary>
    public (string, string?)[] Keys() =>
        [
            ("s3:x-amz-server-side-encryption", Algorithm),
            ("s3:x-amz-server-side-encryption-aws-kms-key-id", KmsKey),
            ("s3:x-amz-server-side-encryption-customer-algorithm", CustomerAlgorithm),
        ];

    /// <summary>The encryption of a part: the one that CreateMultipartUpload asked for.</summary>
    public static (string, string?)[] Keys(Upload? upload) =>
        (None with { Algorithm = upload?.Attributes.RequestedEncryption, KmsKey = upload?.Attributes.RequestedKmsKey }).Keys();

    /// <summary>The attributes with the encryption of the request, or the bucket's default where the request has none.</summary>
    /// <exception cref="ApiException">The encryption does not exist, or the caller may not use the key.</exception>
    public StoredAttributes Apply(Call call, BucketView bucket, string key, StoredAttributes attributes)
    {
        CheckCustomer(call, bucket, key);
        CheckAlgorithm(Algorithm, KmsKey);
        EncryptionContext.Check(Context);
        var byDefault = Algorithm is null ? bucket.Bucket.Encryption : null;
        var algorithm = Algorithm ?? byDefault?.Algorithm ?? StoredAttributes.Aes256;
        if (!KmsKeys.IsKms(algorithm))
            return attributes with { Encryption = algorithm, KmsKey = null, EncryptionContext = null, BucketKey = null };
        var arn = KmsKeys.Resolve(KmsKey ?? byDefault?.KmsKey, call, bucket);
        KmsKeys.Demand(call, bucket, arn, KmsKeys.GenerateDataKey);
        var usesBucketKey = BucketKey ?? bucket.Bucket.Encryption?.BucketKeyEnabled ?? false;
        return attributes with
        {
            Encryption = algorithm,
            KmsKey = arn,
            EncryptionContext = Context,
            BucketKey = usesBucketKey ? true : null,
        };
    }

    /// <summary>Refuses unknown algorithms, and a key without the algorithm that it belongs to.</summary>
    public static void CheckAlgorithm(string? algorithm, string? kmsKey)
    {
        if (algorithm == "aws:fsx")
            throw Unsupported.Header(Header);
        if (algorithm is not (null or StoredAttributes.Aes256) && !KmsKeys.IsKms(algorithm))
            throw Errors
                .InvalidArgument("The encryption method specified is not supported")
                .With(("ArgumentName", Header), ("ArgumentValue", algorithm));
        if (kmsKey is not null && !KmsKeys.IsKms(algorithm))
            throw Errors
                .InvalidArgument(
                    "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms"
                )
                .With(("ArgumentName", Header), ("ArgumentValue", algorithm ?? "null"));
    }

    /// <summary>
    /// Refuses customer-provided keys. New buckets block them
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html"/>), and where a
    /// bucket allows them Mantle does not support them.
    /// </summary>
    void CheckCustomer(Call call, BucketView bucket, string key)
    {
        if ((CustomerAlgorithm ?? CustomerKey) is null)
            return;
        if (bucket.Bucket.Encryption?.Blocked is { } blocked && !blocked.Contains("SSE-C"))
            throw Unsupported.Header($"{Header}-customer-algorithm");
        throw CommonErrors.AccessDenied(
            $"User: {call.Caller.Arn} is not authorized to perform: s3:PutObject on resource: "
                + $"\"arn:aws:s3:::{bucket.Bucket.Name}/{key}\" because this bucket "
                + "has blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C). Please "
                + "specify a different "
                + "server-side encryption type"
        );
    }

    /// <summary>
    /// Refuses encryption headers on reads: no object is encrypted with a customer-provided key, and a read cannot choose the encryption.
    /// </summary>
    public static void CheckRead(Call call, string? customer)
    {
        if (customer is not null)
            throw Errors.InvalidRequest("The encryption parameters are not applicable to this object.");
        if (call.Body.Header(Header) is { } algorithm)
            throw Errors
                .InvalidArgument($"{Header} header is not supported for this operation.")
                .With(("ArgumentName", Header), ("ArgumentValue", algorithm));
    }
}
