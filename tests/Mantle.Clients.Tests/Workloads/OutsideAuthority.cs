using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>An authority that issues certificates to servers outside, and writes them into a folder.</summary>
sealed class OutsideAuthority(string folder)
{
    readonly RSA root = RSA.Create(2_048);
    readonly ECDsa issuing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    X509Certificate2? rootCertificate,
        issuingCertificate;

    public string RootFile => Path.Combine(folder, "ca.pem");

    /// <summary>Writes <c>ca.pem</c>, and <c>intermediate.pem</c> of an authority below it.</summary>
    public async Task WriteAsync()
    {
        rootCertificate = Request("CN=Root", root, isAuthority: true).CreateSelfSigned(Start, End);
        issuingCertificate = Issue(Request("CN=Issuing", issuing, isAuthority: true), rootCertificate).CopyWithPrivateKey(issuing);
        await File.WriteAllTextAsync(RootFile, rootCertificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "intermediate.pem"), issuingCertificate.ExportCertificatePem());
    }

    /// <summary>
    /// Writes <c>NAME.pem</c> and <c>NAME.key</c>; returns the serial number, which names sessions. An elliptic curve key's certificate is
    /// issued by the authority below.
    /// </summary>
    public async Task<string> WriteWorkloadAsync(string name, bool isRsa)
    {
        using var key = isRsa ? (AsymmetricAlgorithm)RSA.Create(2_048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = Issue(Request($"CN={name}", key, isAuthority: false), isRsa ? rootCertificate! : issuingCertificate!);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        return Convert.ToHexStringLower(certificate.SerialNumberBytes.Span);
    }

    /// <summary>Writes <c>other.key</c>, which is no certificate's.</summary>
    public async Task WriteOtherKeyAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Path.Combine(folder, "other.key"), key.ExportPkcs8PrivateKeyPem());
    }

    static DateTimeOffset Start => DateTimeOffset.UtcNow.AddDays(-1);

    static DateTimeOffset End => DateTimeOffset.UtcNow.AddDays(2);

    static CertificateRequest Request(string name, AsymmetricAlgorithm key, bool isAuthority)
    {
        var request = key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(isAuthority ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature, true)
        );
        return request;
    }

    static X509Certificate2 Issue(CertificateRequest request, X509Certificate2 issuer)
    {
        using var rsa = issuer.GetRSAPrivateKey();
        using var ecdsa = issuer.GetECDsaPrivateKey();
        var signatures = rsa is not null
            ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
            : X509SignatureGenerator.CreateForECDsa(ecdsa!);
        return request.Create(issuer.SubjectName, signatures, Start, End, [0x1f, .. RandomNumberGenerator.GetBytes(15)]);
    }
}
