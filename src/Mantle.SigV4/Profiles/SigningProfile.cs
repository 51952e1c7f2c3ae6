namespace Mantle.SigV4;

/// <summary>
/// In what a service departs from the general signing rules: how paths are canonicalized, whether the payload may be
/// declared instead of hashed, whether a session token in the query is signed, and which errors it answers.
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

    /// <summary>Every service but Amazon S3: paths are normalized and encoded twice, the payload hash is that of the body.</summary>
    public static SigningProfile Standard { get; } = new(CanonicalRules.Standard, new StandardErrors());

    /// <summary>
    /// Amazon S3: paths are encoded once and never normalized, the payload hash is what <c>x-amz-content-sha256</c> declares.
    /// </summary>
    public static SigningProfile S3 { get; } = new(CanonicalRules.S3, new S3Errors()) { IsS3 = true };

    /// <summary>The general rules, but <c>X-Amz-Security-Token</c> is added to the query after signing, as AWS IoT does.</summary>
    public static SigningProfile TokenAddedAfterSigning { get; } =
        new(CanonicalRules.Standard with { SignsQueryToken = false }, Standard.Errors);

    /// <summary>The rules for the service named in a credential scope.</summary>
    public static SigningProfile For(ReadOnlySpan<char> service) =>
        service switch
        {
            "s3" or "s3-outposts" or "s3-object-lambda" or "s3express" => S3,
            "iotdevicegateway" => TokenAddedAfterSigning,
            _ => Standard,
        };

    /// <summary>The rules of the canonical request.</summary>
    public CanonicalRules Rules { get; }

    /// <summary>The errors this service answers.</summary>
    public SignatureErrors Errors { get; }

    /// <summary>
    /// Whether the rules of Amazon S3 apply: paths are encoded once and taken as they are, <c>x-amz-content-sha256</c> is required
    /// and may say that the payload is unsigned or streamed, and a presigned URL lives as long as <c>X-Amz-Expires</c> says.
    /// </summary>
    public bool IsS3 { get; private init; }
}
