using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Mantle.SigV4;

/// <summary>
/// Signs requests with the private key of an X.509 certificate, as the credential helper of IAM Roles Anywhere does. Thread-safe if the key
/// is.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-sign-process.html">The signing process</see>
/// </remarks>
public sealed class CertificateSigner
{
    readonly X509Certificate2 certificate;
    readonly AsymmetricAlgorithm key;
    readonly string? chain;
    readonly string region;
    readonly string service;

    /// <summary>Creates a signer for one service in one region.</summary>
    /// <param name="certificate">The certificate; its private key is not used.</param>
    /// <param name="key">The certificate's private key, RSA or ECDSA.</param>
    /// <param name="intermediates">Certificates between this one and the trust anchor, at most five.</param>
    /// <param name="region">The region code, for example <c>us-east-1</c>.</param>
    /// <param name="service">The signing name, usually <c>rolesanywhere</c>.</param>
    /// <exception cref="ArgumentException">The key is neither RSA nor ECDSA.</exception>
    public CertificateSigner(
        X509Certificate2 certificate,
        AsymmetricAlgorithm key,
        IReadOnlyList<X509Certificate2> intermediates,
        string region,
        string service
    )
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(intermediates);
        ArgumentException.ThrowIfNullOrEmpty(region);
        ArgumentException.ThrowIfNullOrEmpty(service);
        (this.certificate, this.key, this.region, this.service) = (certificate, key, region, service);
        Algorithm = CertificateAlgorithm.NameOf(key);
        chain = intermediates.Count == 0 ? null : string.Join(',', intermediates.Select(each => Convert.ToBase64String(each.RawData)));
    }

    /// <summary>The algorithm in the <c>Authorization</c> header.</summary>
    public string Algorithm { get; }

    /// <summary>
    /// Signs a request. Adds <c>x-amz-date</c>, <c>x-amz-x509</c>, <c>x-amz-x509-chain</c> where there are intermediates, and
    /// <c>Authorization</c>; every other header is signed as it is.
    /// </summary>
    /// <param name="request">The request. Its headers must contain <c>host</c>.</param>
    /// <param name="payload">The payload hash.</param>
    /// <param name="time">The time of signing.</param>
    public void Sign(in SignableRequest request, PayloadHash payload, DateTimeOffset time)
    {
        var headers = request.Headers;
        headers.Set("x-amz-date", AmzDate.Format(time));
        headers.Set("x-amz-x509", Convert.ToBase64String(certificate.RawData));
        if (chain is not null)
            headers.Set("x-amz-x509-chain", chain);
        var scope = CredentialScope.At(time, region, service);
        var signedHeaders = RequestSigner.NamesOf(headers);
        var canonical = CanonicalRequest.Create(request, signedHeaders, payload, SigningProfile.For(service).Rules);
        var toSign = StringToSign.Create(Algorithm, time, scope, Encoding.UTF8.GetBytes(canonical));
        var signature = CertificateAlgorithm.Sign(key, Encoding.UTF8.GetBytes(toSign));
        headers.Set(
            "Authorization",
            $"{Algorithm} Credential={CertificateAlgorithm.SerialNumberOf(certificate)}/{scope}, SignedHeaders={signedHeaders}, "
                + $"Signature={Convert.ToHexStringLower(signature)}"
        );
    }
}
