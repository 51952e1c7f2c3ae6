namespace Mantle.SigV4;

/// <summary>Amazon S3's errors for an upload form with an invalid signature.</summary>
static class PostErrors
{
    const string CredentialField = "X-Amz-Credential";

    public static SigV4Error MalformedCredential(string credential) =>
        Argument(
            CredentialField,
            credential,
            credential.StartsWith('/')
                ? "a non-empty Access Key (AKID) must be provided in the credential."
                : "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
        );

    public static SigV4Error UnsupportedAlgorithm(string algorithm) =>
        Argument("X-Amz-Algorithm", algorithm, "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");

    public static SigV4Error MalformedDate(string date) =>
        Argument("X-Amz-Date", date, "X-Amz-Date must be formated via ISO8601 Long format");

    public static SigV4Error MalformedDay(string credential, string day) =>
        Argument(
            CredentialField,
            credential,
            $"incorrect date format \"{day}\". This date in the credential must be in the format \"yyyyMMdd\"."
        );

    public static SigV4Error WrongService(string credential, string service) =>
        Argument(CredentialField, credential, $"incorrect service \"{service}\". This endpoint belongs to \"s3\".");

    public static SigV4Error WrongTerminator(string credential, string terminator) =>
        Argument(CredentialField, credential, $"incorrect terminal \"{terminator}\". This endpoint uses \"aws4_request\".");

    public static SigV4Error WrongDay(string credential, string day, DateTimeOffset time) =>
        Argument(
            CredentialField,
            credential,
            $"Invalid credential date \"{day}\". This date is not the same as X-Amz-Date: \"{AmzDate.FormatDay(time)}\"."
        );

    public static SigV4Error DoesNotMatch(string accessKeyId, string policy, string provided) =>
        new(
            403,
            "SignatureDoesNotMatch",
            S3Errors.Mismatch,
            new("AWSAccessKeyId", accessKeyId),
            new("StringToSign", policy),
            new("SignatureProvided", provided),
            new("StringToSignBytes", Hex.Spaced(policy))
        );

    static SigV4Error Argument(string field, string value, string message) =>
        new(400, "InvalidArgument", message, new("ArgumentName", field), new("ArgumentValue", value));
}
