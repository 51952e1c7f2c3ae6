using System.Security.Cryptography.X509Certificates;
using Mantle.RolesAnywhere.Certificates;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.TrustAnchors;

/// <summary>
/// The certificates of a trust anchor
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html#signature-verification"/>).
/// </summary>
static class SourceInput
{
    /// <summary>The certificates in PEM, checked.</summary>
    /// <exception cref="Wire.ApiException">ValidationException.</exception>
    public static string Checked(Source source, bool enforcesQuotas)
    {
        if (source.SourceType == TrustAnchorType.AwsAcmPca || source.SourceData?.AcmPcaArn is not null)
            throw Errors.ValidationException(
                "There is no AWS Private CA here: give the authority's certificate as a CERTIFICATE_BUNDLE instead of AWS_ACM_PCA."
            );
        if (source.SourceType != TrustAnchorType.CertificateBundle)
            throw Errors.ValidationException("The source of a trust anchor is a CERTIFICATE_BUNDLE.");
        if (source.SourceData?.X509CertificateData is not { } pem)
            throw Errors.ValidationException("A CERTIFICATE_BUNDLE has x509CertificateData.");
        var certificates = Pem.TryCertificates(pem) ?? throw Errors.ValidationException("Unable to parse certificate bundle");
        if (enforcesQuotas && certificates.Count > Quota.CertificatesPerTrustAnchor)
            throw Errors.ValidationException($"A trust anchor has at most {Quota.CertificatesPerTrustAnchor} certificates.");
        foreach (var certificate in certificates)
            Check(certificate);
        return pem;
    }

    static void Check(X509Certificate2 certificate)
    {
        var extensions = certificate.Extensions;
        if (certificate.Version != 3 || extensions.OfType<X509BasicConstraintsExtension>().ToList() is not [{ CertificateAuthority: true }])
            throw Errors.ValidationException("Incorrect basic constraints for CA certificate");
        if (
            extensions.OfType<X509KeyUsageExtension>().ToList() is not [var usage]
            || !usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign)
        )
            throw Errors.ValidationException("Incorrect key usage for CA certificate");
        if (!SignedDer.IsStrong(certificate.RawDataMemory))
            throw Errors.ValidationException("Incorrect signature algorithm for CA certificate");
    }
}
