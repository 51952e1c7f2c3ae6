using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.RolesAnywhere.Certificates;

/// <summary>A certificate that authenticates a workload, with what it states of it.</summary>
sealed record EndEntity
{
    const string ClientAuthentication = "1.3.6.1.5.5.7.3.2",
        AnyUsage = "2.5.29.37.0";

    /// <summary>Longest serial number, in bytes: RFC 5280 has 20, and a session name has room for 32.</summary>
    const int LongestSerialNumber = 32;

    EndEntity(X509Certificate2 certificate)
    {
        Certificate = certificate;
        Subject = DistinguishedName.Parse(certificate.SubjectName.RawData);
        Issuer = DistinguishedName.Parse(certificate.IssuerName.RawData);
        AlternativeNames = AlternativeNames.Of(certificate);
    }

    public X509Certificate2 Certificate { get; }

    public IReadOnlyList<NameAttribute> Subject { get; }

    public IReadOnlyList<NameAttribute> Issuer { get; }

    public AlternativeNames AlternativeNames { get; }

    /// <summary>The common names of the subject, as a session tag has them; null where there are none.</summary>
    public string? CommonName =>
        Subject.Where(each => each.Oid == DistinguishedName.CommonName).Select(each => each.Value).ToList() is { Count: > 0 } names
            ? string.Join('/', names)
            : null;

    /// <summary>The serial number in hexadecimal digits, an even number of them.</summary>
    public string SerialNumber
    {
        get
        {
            var digits = Convert.ToHexStringLower(Certificate.SerialNumberBytes.Span);
            return digits.Length > 2 && digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits;
        }
    }

    public string DecimalSerialNumber =>
        new BigInteger(Certificate.SerialNumberBytes.Span, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Certificate.RawDataMemory.Span));

    /// <summary>The certificate, if it is one that can authenticate a workload; otherwise null.</summary>
    /// <remarks>
    /// <see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html#signature-verification"/>
    /// </remarks>
    public static EndEntity? Of(X509Certificate2 certificate)
    {
        try
        {
            return IsFit(certificate) ? new EndEntity(certificate) : null;
        }
        catch (Exception error) when (error is AsnContentException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    static bool IsFit(X509Certificate2 certificate)
    {
        var extensions = certificate.Extensions;
        return certificate.Version == 3
            && certificate.SerialNumberBytes.Length <= LongestSerialNumber
            && certificate.SerialNumberBytes.Span is [< 0x80, ..] and not [0]
            && DistinguishedName.Parse(certificate.SubjectName.RawData).Count > 0
            && extensions.Select(each => each.Oid?.Value).Distinct(StringComparer.Ordinal).Count() == extensions.Count
            && extensions.OfType<X509BasicConstraintsExtension>().All(each => !each.CertificateAuthority)
            && extensions.OfType<X509KeyUsageExtension>().Any(each => each.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature))
            && extensions.OfType<X509EnhancedKeyUsageExtension>().All(IsForClients)
            && SignedDer.IsStrong(certificate.RawDataMemory)
            && HasKnownKey(certificate);
    }

    static bool IsForClients(X509EnhancedKeyUsageExtension usage) =>
        usage.EnhancedKeyUsages.OfType<Oid>().Any(each => each.Value is ClientAuthentication or AnyUsage);

    /// <summary>RSA, or ECDSA on a curve that has a name: with parameters of its own, a curve could be made for a key.</summary>
    static bool HasKnownKey(X509Certificate2 certificate) =>
        certificate.PublicKey.Oid.Value switch
        {
            "1.2.840.113549.1.1.1" => true,
            "1.2.840.10045.2.1" => certificate.PublicKey.EncodedParameters?.RawData is [0x06, ..],
            _ => false,
        };
}
