using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.RolesAnywhere.Certificates;

/// <summary>
/// What certificates and revocation lists have in common: signed content, the algorithm and the signature
/// (<see href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1"/>).
/// </summary>
static class SignedDer
{
    const string Pss = "1.2.840.113549.1.1.10";

    /// <summary>Whether the algorithm is one with SHA-256 or stronger; AWS refuses MD5 and SHA-1.</summary>
    public static bool IsStrong(ReadOnlyMemory<byte> der)
    {
        try
        {
            return HashOf(Parts(der).Algorithm) is not null;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>Whether the holder of a certificate signed it, with SHA-256 or stronger.</summary>
    public static bool IsBy(ReadOnlyMemory<byte> der, X509Certificate2 issuer)
    {
        try
        {
            var (content, algorithm, signature) = Parts(der);
            if (HashOf(algorithm) is not { } hash)
                return false;
            using var rsa = issuer.GetRSAPublicKey();
            if (rsa is not null)
                return IsRsa(algorithm)
                    && rsa.VerifyData(
                        content.Span,
                        signature,
                        hash,
                        OidOf(algorithm) == Pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1
                    );
            using var ecdsa = issuer.GetECDsaPublicKey();
            return ecdsa is not null
                && !IsRsa(algorithm)
                && ecdsa.VerifyData(content.Span, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception error) when (error is AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    static (ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Algorithm, byte[] Signature) Parts(ReadOnlyMemory<byte> der)
    {
        var parts = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        return (parts.ReadEncodedValue(), parts.ReadEncodedValue(), parts.ReadBitString(out _));
    }

    static string OidOf(ReadOnlyMemory<byte> algorithm) =>
        new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier();

    static bool IsRsa(ReadOnlyMemory<byte> algorithm) => OidOf(algorithm).StartsWith("1.2.840.113549.1.1.", StringComparison.Ordinal);

    static HashAlgorithmName? HashOf(ReadOnlyMemory<byte> algorithm) =>
        OidOf(algorithm) switch
        {
            "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
            "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
            "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
            Pss => PssHashOf(algorithm),
            _ => null,
        };

    /// <summary>The hash that the parameters of a PSS signature name; without one it would be SHA-1.</summary>
    static HashAlgorithmName? PssHashOf(ReadOnlyMemory<byte> algorithm)
    {
        var reader = new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence();
        reader.ReadObjectIdentifier();
        var hash = new Asn1Tag(TagClass.ContextSpecific, 0);
        if (!reader.HasData)
            return null;
        var parameters = reader.ReadSequence();
        if (!parameters.HasData || !parameters.PeekTag().HasSameClassAndValue(hash))
            return null;
        return parameters.ReadSequence(hash).ReadSequence().ReadObjectIdentifier() switch
        {
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            _ => null,
        };
    }
}
