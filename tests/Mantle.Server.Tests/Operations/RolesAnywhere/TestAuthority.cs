using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.Server.Tests.Operations.RolesAnywhere;

/// <summary>A certificate with its private key, which may be an authority's.</summary>
sealed record TestAuthority(X509Certificate2 Certificate, AsymmetricAlgorithm Key)
{
    public string Pem => Certificate.ExportCertificatePem();

    public string Base64 => Convert.ToBase64String(Certificate.RawData);

    /// <summary>A root authority.</summary>
    public static TestAuthority Root(DateTimeOffset now, string name = "CN=Root", bool isRsa = false) =>
        New(null, name, now, isRsa ? NewRsa() : NewEcdsa(), isAuthority: true);

    /// <summary>An authority below this one.</summary>
    public TestAuthority Authority(DateTimeOffset now, string name = "CN=Issuing", int? pathLength = null) =>
        New(this, name, now, NewEcdsa(), isAuthority: true, pathLength: pathLength);

    /// <summary>A certificate for a workload.</summary>
    /// <param name="now">It is valid from a day before to a day after, unless said otherwise.</param>
    /// <param name="name">The subject.</param>
    /// <param name="isRsa">Whether the key is RSA.</param>
    /// <param name="from">Start of its validity.</param>
    /// <param name="until">End of its validity.</param>
    /// <param name="change">Changes the request before it is signed.</param>
    /// <param name="serialNumber">The serial number; a random one otherwise.</param>
    public TestAuthority Workload(
        DateTimeOffset now,
        string name = "CN=alice",
        bool isRsa = false,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        Action<CertificateRequest>? change = null,
        byte[]? serialNumber = null
    ) => New(this, name, now, isRsa ? NewRsa() : NewEcdsa(), false, from, until, change, null, serialNumber);

    /// <summary>The certificate with other bytes in the first place where these stand, signed again by an authority.</summary>
    public TestAuthority Changed(TestAuthority by, byte[] old, byte[] other)
    {
        var parts = new AsnReader(Certificate.RawData, AsnEncodingRules.DER).ReadSequence();
        var content = parts.ReadEncodedValue().ToArray();
        var algorithm = parts.ReadEncodedValue();
        other.CopyTo(content, content.AsSpan().IndexOf(old));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(content);
            writer.WriteEncodedValue(algorithm.Span);
            writer.WriteBitString(((ECDsa)by.Key).SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }
        return new TestAuthority(X509CertificateLoader.LoadCertificate(writer.Encode()), Key);
    }

    /// <summary>A revocation list with these certificates.</summary>
    public string Revoke(DateTimeOffset now, params TestAuthority[] revoked) => Revoke(now, now.AddDays(7), revoked);

    public string Revoke(DateTimeOffset now, DateTimeOffset nextUpdate, params TestAuthority[] revoked)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var each in revoked)
            list.AddEntry(each.Certificate.SerialNumberBytes.Span, now);
        using var issuer = WithKey();
        var der = list.Build(issuer, 1, nextUpdate, HashAlgorithmName.SHA256, Key is RSA ? RSASignaturePadding.Pkcs1 : null, now);
        return PemEncoding.WriteString("X509 CRL", der);
    }

    static TestAuthority New(
        TestAuthority? by,
        string name,
        DateTimeOffset now,
        AsymmetricAlgorithm key,
        bool isAuthority,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        Action<CertificateRequest>? change = null,
        int? pathLength = null,
        byte[]? serialNumber = null
    )
    {
        var request = RequestFor(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, pathLength is not null, pathLength ?? 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(
                isAuthority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign : X509KeyUsageFlags.DigitalSignature,
                true
            )
        );
        change?.Invoke(request);
        var (start, end) = (from ?? now.AddDays(isAuthority ? -100 : -1), until ?? now.AddDays(isAuthority ? 100 : 1));
        if (by is null)
        {
            using var self = request.CreateSelfSigned(start, end);
            return new TestAuthority(X509CertificateLoader.LoadCertificate(self.RawData), key);
        }
        using var certificate = request.Create(
            by.Certificate.SubjectName,
            by.Key is RSA rsa
                ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
                : X509SignatureGenerator.CreateForECDsa((ECDsa)by.Key),
            start,
            end,
            serialNumber ?? [0x1f, .. RandomNumberGenerator.GetBytes(15)]
        );
        return new TestAuthority(X509CertificateLoader.LoadCertificate(certificate.RawData), key);
    }

    static CertificateRequest RequestFor(string name, AsymmetricAlgorithm key) =>
        key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);

    X509Certificate2 WithKey() => Key is RSA rsa ? Certificate.CopyWithPrivateKey(rsa) : Certificate.CopyWithPrivateKey((ECDsa)Key);

    static RSA NewRsa() => RSA.Create(2_048);

    static ECDsa NewEcdsa() => ECDsa.Create(ECCurve.NamedCurves.nistP256);
}
