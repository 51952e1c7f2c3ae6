using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.Server.Tests.Support;

/// <summary>Certificates with their keys, valid whatever the test's clock says unless told otherwise.</summary>
static class TestCertificates
{
    static int serial;

    /// <summary>A certificate signed by another one, or by itself.</summary>
    public static TestCertificate New(
        string name,
        TestCertificate? issuer = null,
        AsymmetricAlgorithm? key = null,
        int from = 2020,
        int to = 2090
    )
    {
        key ??= ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedName($"CN={name}");
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset notBefore = new(from, 1, 1, 0, 0, 0, TimeSpan.Zero),
            notAfter = new(to, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var number = Interlocked.Increment(ref serial);
        var generator = (issuer?.Key ?? key) is RSA signing
            ? X509SignatureGenerator.CreateForRSA(signing, RSASignaturePadding.Pkcs1)
            : X509SignatureGenerator.CreateForECDsa((ECDsa)(issuer?.Key ?? key));
        var certificate = request.Create(
            issuer?.Certificate.SubjectName ?? subject,
            generator,
            notBefore,
            notAfter,
            BitConverter.GetBytes(number)
        );
        return new TestCertificate(certificate, key);
    }

    /// <summary>The parameters that upload a self-signed server certificate.</summary>
    public static (string Name, string Value)[] Server(string name)
    {
        var certificate = New(name);
        return [("ServerCertificateName", name), ("CertificateBody", certificate.Pem), ("PrivateKey", certificate.KeyPem)];
    }
}

sealed record TestCertificate(X509Certificate2 Certificate, AsymmetricAlgorithm Key)
{
    public string Pem => Certificate.ExportCertificatePem();

    public string KeyPem => Key.ExportPkcs8PrivateKeyPem();

    public string Expiration => Certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
