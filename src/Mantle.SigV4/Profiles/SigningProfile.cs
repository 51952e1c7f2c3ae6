namespace Mantle.SigV4;

/// <summary>
/// A service's signing rules where they differ from the general ones: how paths are canonicalized, whether the payload hash may be
/// declared instead of computed, whether a session token in the query is signed, and the service's errors.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
/// Create a signed AWS API request</see>
/// </remarks>
public sealed class SigningProfile
{
    SigningProfile(CanonicalRules rules, SignatureErrors errors)
    {
        Rules = rules;
        Errors = errors;
    }

    /// <summary>
    /// All services except Amazon S3: paths are normalized and encoded twice, and the payload hash is computed from the body.
    /// </summary>
    public static SigningProfile Standard { get; } = new(CanonicalRules.Standard, new StandardErrors());

    /// <summary>
    /// Amazon S3: paths are encoded once and never normalized, and <c>x-amz-content-sha256</c> declares the payload hash.
    /// </summary>
    public static SigningProfile S3 { get; } = new(CanonicalRules.S3, new S3Errors()) { IsS3 = true };

    /// <summary>The general rules, except that <c>X-Amz-Security-Token</c> is added to the query after signing, as AWS IoT does.</summary>
    public static SigningProfile TokenAddedAfterSigning { get; } =
        new(CanonicalRules.Standard with { SignsQueryToken = false }, Standard.Errors);

    /// <summary>The rules of the service in a credential scope.</summary>
    public static SigningProfile For(ReadOnlySpan<char> service) =>
        service switch
        {
            "s3" or "s3-outposts" or "s3-object-lambda" or "s3express" => S3,
            "iotdevicegateway" => TokenAddedAfterSigning,
            _ => Standard,
        };

    /// <summary>The rules of the canonical request.</summary>
    public CanonicalRules Rules { get; }

    /// <summary>The service's errors.</summary>
    public SignatureErrors Errors { get; }

    /// <summary>
    /// Whether Amazon S3's rules apply: paths are encoded once and not normalized, <c>x-amz-content-sha256</c> is required and may declare
    /// an unsigned or streamed payload, and <c>X-Amz-Expires</c> limits a presigned URL.
    /// </summary>
    public bool IsS3 { get; private init; }
}
