using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.SigV4;

/// <summary>The algorithms of signatures with a certificate's key: RSA PKCS #1 v1.5 and ECDSA, both with SHA-256.</summary>
static class CertificateAlgorithm
{
    public const string Rsa = "AWS4-X509-RSA-SHA256",
        Ecdsa = "AWS4-X509-ECDSA-SHA256";

    /// <summary>What the name of every algorithm with a certificate begins with.</summary>
    public const string Prefix = "AWS4-X509-";

    public static bool Verify(ReadOnlySpan<char> algorithm, X509Certificate2 certificate, ReadOnlySpan<byte> signed, byte[] signature)
    {
        switch (algorithm)
        {
            case Rsa:
                using (var rsa = certificate.GetRSAPublicKey())
                    return rsa?.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) == true;
            case Ecdsa:
                using (var ecdsa = certificate.GetECDsaPublicKey())
                    return ecdsa?.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) == true;
            default:
                return false;
        }
    }

    /// <summary>A certificate's serial number as the credential has it.</summary>
    public static string SerialNumberOf(X509Certificate2 certificate) =>
        new BigInteger(certificate.SerialNumberBytes.Span, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    public static byte[] Sign(AsymmetricAlgorithm key, ReadOnlySpan<byte> data) =>
        key is RSA rsa
            ? rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : ((ECDsa)key).SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public static string NameOf(AsymmetricAlgorithm key) =>
        key switch
        {
            RSA => Rsa,
            ECDsa => Ecdsa,
            _ => throw new ArgumentException("The key is neither an RSA nor an elliptic curve key.", nameof(key)),
        };
}
