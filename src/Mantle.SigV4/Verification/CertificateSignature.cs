using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Mantle.SigV4;

/// <summary>
/// The claimed signature of a request that was signed with the key of an X.509 certificate, as IAM Roles Anywhere has it. It says nothing
/// of the certificate: whether it is trusted is for the server to find out.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-sign-process.html">The signing process</see>
/// </remarks>
public sealed class CertificateSignature
{
    readonly RequestSignature claim;
    readonly string algorithm;

    CertificateSignature(RequestSignature claim, string algorithm) => (this.claim, this.algorithm) = (claim, algorithm);

    /// <summary>Whether a request claims to be signed with a certificate's key, by any algorithm.</summary>
    public static bool IsClaimed(in SignableRequest request) =>
        request.Headers.Find("authorization")?.AsSpan().TrimStart().StartsWith(CertificateAlgorithm.Prefix, StringComparison.Ordinal)
        == true;

    /// <summary>Checks that a request has a complete signature.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fallback">Whose errors to use if the credential scope cannot be read.</param>
    /// <param name="signature">The signature, if there is a complete one.</param>
    /// <param name="error">The problem, if the result is false.</param>
    public static bool TryRead(
        in SignableRequest request,
        SigningProfile fallback,
        [NotNullWhen(true)] out CertificateSignature? signature,
        [NotNullWhen(false)] out SigV4Error? error
    )
    {
        ArgumentNullException.ThrowIfNull(fallback);
        signature = null;
        var header = AuthorizationHeader.Of(request.Headers.Find("authorization") ?? "");
        if (header.Algorithm is not (CertificateAlgorithm.Rsa or CertificateAlgorithm.Ecdsa))
        {
            error = fallback.Errors.UnsupportedAlgorithm(header.Algorithm.ToString(), SignatureForm.Header);
            return false;
        }
        error = header.ToClaim(request, fallback, out var claim);
        if (error is not null)
            return false;
        signature = new(claim!, header.Algorithm.ToString());
        return true;
    }

    /// <summary>The certificate's serial number as the request states it: a decimal number.</summary>
    public string SerialNumber => claim.AccessKeyId;

    /// <summary>Day, region and service of the signature.</summary>
    public CredentialScope Scope => claim.Scope;

    /// <summary>
    /// Checks everything that needs no key: time, scope, and the list of signed headers, which must have host and every <c>x-amz-</c>
    /// header.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="now">The time; the signature is valid for fifteen minutes before and after it.</param>
    /// <returns>The problem; null if there is none.</returns>
    public SigV4Error? Check(in SignableRequest request, DateTimeOffset now) => claim.Check(request, now);

    /// <summary>Whether the certificate's key made the signature, and the request names the certificate's serial number.</summary>
    /// <param name="request">The request.</param>
    /// <param name="certificate">The certificate that the request presents.</param>
    /// <param name="bodySha256">The SHA-256 of the body, 32 bytes.</param>
    public bool Verify(in SignableRequest request, X509Certificate2 certificate, ReadOnlySpan<byte> bodySha256)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentOutOfRangeException.ThrowIfNotEqual(bodySha256.Length, SHA256.HashSizeInBytes);
        var sent = claim.Signature.Span;
        if (
            sent.Length % 2 != 0
            || sent.IndexOfAnyExcept(HexDigits) >= 0
            || SerialNumber != CertificateAlgorithm.SerialNumberOf(certificate)
        )
            return false;
        var toSign = new Utf8Buffer(stackalloc byte[256]);
        try
        {
            Span<char> timestamp = stackalloc char[AmzDate.Length];
            AmzDate.Format(claim.Timestamp, timestamp);
            StringToSign.AppendHead(ref toSign, Encoding.ASCII.GetBytes(algorithm), timestamp, claim.Scope);
            AppendCanonicalHash(ref toSign, request, bodySha256);
            return CertificateAlgorithm.Verify(algorithm, certificate, toSign.Written, Convert.FromHexString(sent));
        }
        catch (CryptographicException)
        {
            // The key is one that this machine cannot work with.
            return false;
        }
        finally
        {
            toSign.Dispose();
        }
    }

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    void AppendCanonicalHash(ref Utf8Buffer toSign, in SignableRequest request, ReadOnlySpan<byte> bodySha256)
    {
        var canonical = new Utf8Buffer(stackalloc byte[1024]);
        try
        {
            CanonicalRequest.AppendHead(ref canonical, request, claim.SignedHeaders.Span, claim.Profile.Rules);
            Hex.Write(bodySha256, canonical.Take(Hex.Sha256Length));
            StringToSign.AppendHash(ref toSign, canonical.Written);
        }
        finally
        {
            canonical.Dispose();
        }
    }
}
