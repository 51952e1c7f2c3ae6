using Mantle.S3.Store;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Encryption;

/// <summary>
/// The encryption that a request asks for. All data is encrypted under keys of the server's own (SSE-S3), and asking for that changes
/// nothing; there is no key management service and no keys of customers
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html"/>).
/// </summary>
static class RequestedEncryption
{
    const string Header = "x-amz-server-side-encryption";

    /// <summary>Refuses every encryption but SSE-S3.</summary>
    public static void Check(string? algorithm, string? kms, string? customer)
    {
        if (algorithm is "aws:kms" or "aws:kms:dsse" or "aws:fsx")
            throw Unsupported.Header(Header);
        if (algorithm is not (null or StoredAttributes.Aes256))
            throw Errors.InvalidArgument("The encryption method specified is not supported").With(("ArgumentName", Header), ("ArgumentValue", algorithm));
        Unsupported.Refuse(($"{Header}-aws-kms-key-id", kms));
        CheckCustomer(customer);
    }

    /// <summary>Refuses keys of the customer's own.</summary>
    public static void CheckCustomer(string? customer) => Unsupported.Refuse(($"{Header}-customer-algorithm", customer));

    /// <summary>The condition keys of a write, which are the request's headers and not what the data is encrypted with in the end.</summary>
    public static (string, string?)[] Keys(string? algorithm, string? kmsKeyId, string? customerAlgorithm) =>
    [
        ("s3:x-amz-server-side-encryption", algorithm),
        ("s3:x-amz-server-side-encryption-aws-kms-key-id", kmsKeyId),
        ("s3:x-amz-server-side-encryption-customer-algorithm", customerAlgorithm),
    ];

    /// <summary>Of a part, what its upload's beginning asked for.</summary>
    public static (string, string?)[] Keys(Upload? upload) => Keys(upload?.Attributes.RequestedEncryption, null, null);
}
