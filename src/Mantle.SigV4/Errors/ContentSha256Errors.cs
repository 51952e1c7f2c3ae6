namespace Mantle.SigV4;

/// <summary>Amazon S3's errors for <c>x-amz-content-sha256</c>.</summary>
static class ContentSha256Errors
{
    public static SigV4Error Missing() => new(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");

    public static SigV4Error Invalid(string value) =>
        new(
            400,
            "InvalidArgument",
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
                + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, "
                + "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
            new("ArgumentName", "x-amz-content-sha256"),
            new("ArgumentValue", value)
        );

    public static SigV4Error Mismatch(string declared, string computed) =>
        new(
            400,
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
            new("ClientComputedContentSHA256", declared),
            new("S3ComputedContentSHA256", computed)
        );
}
