using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mantle.Server.Tests.Federation;

/// <summary>A root, an intermediate, and a certificate for a host.</summary>
sealed class IssuerChain
{
    static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
        To = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly IssuerChain OfLocalhost = new("localhost");

    public IssuerChain(string host)
    {
        var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = Request($"CN=root {Guid.NewGuid()}", rootKey, isAuthority: true);
        Root = root.CreateSelfSigned(From, To);
        var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var middle = Request($"CN=intermediate {Guid.NewGuid()}", middleKey, isAuthority: true).Create(Root, From, To, [1]);
        Intermediate = middle.CopyWithPrivateKey(middleKey);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request($"CN={host}", key, isAuthority: false);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var leaf = request.Create(Intermediate, From, To, [2]);
        Leaf = X509CertificateLoader.LoadPkcs12(leaf.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    public X509Certificate2 Leaf { get; }

    public static string Thumbprint(X509Certificate2 certificate) => certificate.GetCertHashString().ToLowerInvariant();

    static CertificateRequest Request(string subject, ECDsa key, bool isAuthority)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        return request;
    }
}
