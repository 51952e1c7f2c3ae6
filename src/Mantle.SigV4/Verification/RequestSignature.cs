using System.Diagnostics.CodeAnalysis;

namespace Mantle.SigV4;

/// <summary>
/// The claimed signature of a request. It must not be trusted before <see cref="Verify"/> succeeds.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Authentication methods</see>
/// </remarks>
public sealed class RequestSignature : SignatureClaim
{
    /// <summary>Maximum difference between the client's and the server's clock: 15 minutes.</summary>
    public static readonly TimeSpan MaximumSkew = TimeSpan.FromMinutes(15);

    internal RequestSignature(SignatureForm form, SigningProfile profile, in Credential credential)
        : base(form, credential.AccessKeyId, credential.Scope, credential.Terminator) => Profile = profile;

    /// <summary>The rules of the service in the credential scope.</summary>
    public SigningProfile Profile { get; }

    /// <summary>Parses the signature of a request: <see cref="UnverifiedSignature"/> in one step.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fallback">Whose errors to use if the credential scope cannot be read.</param>
    /// <param name="signature">The signature, if there is a complete one.</param>
    /// <param name="error">The problem, if the result is false.</param>
    public static bool TryRead(
        in SignableRequest request,
        SigningProfile fallback,
        [NotNullWhen(true)] out RequestSignature? signature,
        [NotNullWhen(false)] out SigV4Error? error
    ) => UnverifiedSignature.Of(request).TryRead(request, fallback, out signature, out error);

    /// <summary>Checks everything that needs no secret: time, scope and the list of signed headers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">The time.</param>
    /// <param name="region">The endpoint's only region; null if it accepts any.</param>
    /// <param name="service">The endpoint's only service; null if it has several.</param>
    /// <returns>The problem; null if there is none.</returns>
    public SigV4Error? Check(in SignableRequest request, DateTimeOffset now, string? region = null, string? service = null) =>
        Profile.Errors.CheckTime(this, now, MaximumSkew)
        ?? CheckSignedHeaders(request.Headers)
        ?? Profile.Errors.CheckScope(this, region, service);

    /// <summary>Computes the signature and compares it in constant time.</summary>
    /// <param name="request">The request.</param>
    /// <param name="key">The signing key of <see cref="SignatureClaim.AccessKeyId"/> and <see cref="SignatureClaim.Scope"/>.</param>
    /// <param name="bodySha256">
    /// The SHA-256 of the body, 32 bytes. Amazon S3 requests declare their payload hash, so it may be empty here and be checked with
    /// <see cref="CheckBody"/> after the body was read.
    /// </param>
    /// <returns>The problem; null if the signature is valid.</returns>
    public SigV4Error? Verify(in SignableRequest request, SigningKey key, ReadOnlySpan<byte> bodySha256)
    {
        ArgumentNullException.ThrowIfNull(key);
        return SignatureVerifier.Verify(this, request, key, bodySha256);
    }

    /// <summary>Compares the body's SHA-256 (32 bytes) with the one that an Amazon S3 request declared.</summary>
    /// <returns>The problem; null if there is none.</returns>
    public SigV4Error? CheckBody(ReadOnlySpan<byte> bodySha256) =>
        !Profile.IsS3 || Payload.Matches(bodySha256)
            ? null
            : ContentSha256Errors.Mismatch(Payload.ToString(), Convert.ToHexStringLower(bodySha256));

    // Host selects the service, and every x-amz- header may change what the request does. Date and payload hash are always signed:
    // the string to sign contains the date, and the hash is the last line of the canonical request.
    SigV4Error? CheckSignedHeaders(HeaderList headers)
    {
        var signed = SignedHeaders.Span;
        if (!SignedHeaderNames.Contains(signed, "host") && !SignedHeaderNames.Contains(signed, ":authority"))
            return Profile.Errors.HostNotSigned();
        List<string>? unsigned = null;
        for (var i = 0; i < headers.Count; i++)
        {
            var name = headers[i].Key;
            if (!name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) || SignedHeaderNames.Contains(signed, name))
                continue;
            if (
                name.Equals("x-amz-content-sha256", StringComparison.OrdinalIgnoreCase)
                || name.Equals("x-amz-date", StringComparison.OrdinalIgnoreCase)
            )
                continue;
            (unsigned ??= []).Add(name.ToLowerInvariant());
        }
        return unsigned is null ? null : Profile.Errors.HeadersNotSigned(unsigned);
    }
}
