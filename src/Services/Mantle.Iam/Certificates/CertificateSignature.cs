using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.Iam.Certificates;

/// <summary>
/// Checks that one certificate was signed by another: issuer name and signature
/// (<see href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1"/>).
/// </summary>
static class CertificateSignature
{
    public static bool IsBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        if (!certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData))
            return false;
        try
        {
            var parts = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
            var signed = parts.ReadEncodedValue();
            var algorithm = parts.ReadSequence().ReadObjectIdentifier();
            return Verify(issuer, algorithm, signed.Span, parts.ReadBitString(out _));
        }
        catch (Exception error) when (error is AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    static bool Verify(X509Certificate2 issuer, string algorithm, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (Hash(algorithm) is not { } hash)
            return false;
        using var rsa = issuer.GetRSAPublicKey();
        using var ecdsa = issuer.GetECDsaPublicKey();
        return IsRsa(algorithm)
            ? rsa is not null && rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1)
            : ecdsa is not null && ecdsa.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    static bool IsRsa(string algorithm) => algorithm.StartsWith("1.2.840.113549.1.1.", StringComparison.Ordinal);

    /// <summary>PKCS #1 and ECDSA signatures with SHA-2; signatures over older hashes are refused.</summary>
    static HashAlgorithmName? Hash(string algorithm) =>
        algorithm switch
        {
            "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
            "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
            "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
            _ => null,
        };
}
