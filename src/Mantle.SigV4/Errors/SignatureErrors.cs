namespace Mantle.SigV4;

/// <summary>A service's errors for requests that it cannot authenticate, with AWS's codes and messages.</summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">Common errors</see>,
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Amazon S3 error responses</see>
/// </remarks>
public abstract class SignatureErrors
{
    private protected SignatureErrors() { }

    /// <summary>The request is not signed.</summary>
    public abstract SigV4Error MissingAuthentication();

    /// <summary>The access key does not exist or is inactive.</summary>
    public abstract SigV4Error UnknownAccessKey(string accessKeyId);

    /// <summary>The session token is not valid, or does not belong to the access key.</summary>
    public abstract SigV4Error InvalidToken(string? sessionToken);

    /// <summary>The session has expired.</summary>
    public abstract SigV4Error ExpiredToken(string? sessionToken);

    internal abstract SigV4Error BothHeaderAndQuery(string authorization);

    internal abstract SigV4Error NotSigV4(string authorization);

    internal abstract SigV4Error UnsupportedAlgorithm(string algorithm, SignatureForm form);

    internal abstract SigV4Error MalformedAuthorization(string component, string authorization);

    internal abstract SigV4Error DuplicateComponent(SignatureForm form);

    internal abstract SigV4Error MissingComponents(MissingComponents missing, string authorization);

    internal abstract SigV4Error MissingQueryParameters(MissingComponents missing);

    internal abstract SigV4Error MalformedDate(string date, SignatureForm form);

    internal abstract SigV4Error MalformedCredential(string credential, SignatureForm form);

    internal abstract SigV4Error? CheckTime(SignatureClaim signature, DateTimeOffset now, TimeSpan maximumSkew);

    internal abstract SigV4Error? CheckScope(SignatureClaim signature, string? region, string? service);

    internal abstract SigV4Error HostNotSigned();

    internal abstract SigV4Error HeadersNotSigned(IReadOnlyList<string> names);

    internal abstract SigV4Error DoesNotMatch(SignatureClaim signature, string stringToSign, string canonicalRequest);
}
