using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mantle.RolesAnywhere.Certificates;
using Mantle.SigV4;

namespace Mantle.Benchmarks.RolesAnywhere;

/// <summary>Measures what CreateSession does first: the signature, the certificate, and the path of three certificates.</summary>
static class CertificateBenchmarks
{
    public static IReadOnlyList<MicroCase> Cases()
    {
        var now = TimeProvider.System.GetUtcNow();
        var cases = new List<MicroCase>();
        var curve = ECCurve.NamedCurves.nistP256;
        foreach (var (name, keys) in new[] { ("RSA", Keys(() => RSA.Create(2_048))), ("ECDSA", Keys(() => ECDsa.Create(curve))) })
        {
            var root = Issue("CN=Root", keys[0], null, null, true, now);
            var issuing = Issue("CN=Issuing", keys[1], root, keys[0], true, now);
            var workload = Issue("CN=web", keys[2], issuing, keys[1], false, now);
            var headers = new HeaderList().Add("host", "localhost:4700").Add("content-type", "application/json");
            new CertificateSigner(workload, keys[2], [issuing], "us-east-1", "rolesanywhere").Sign(
                new("POST", "/sessions", "", headers),
                PayloadHash.Of([]),
                now
            );
            var body = SHA256.HashData([]);
            cases.Add(
                new MicroCase(
                    $"{name}: signature with a certificate's key",
                    () =>
                    {
                        var request = new SignableRequest("POST", "/sessions", "", headers);
                        if (
                            !CertificateSignature.TryRead(request, SigningProfile.Standard, out var signature, out _)
                            || !signature.Verify(request, workload, body)
                        )
                            throw new InvalidOperationException("The signature is valid.");
                    }
                )
            );
            cases.Add(
                new MicroCase(
                    $"{name}: certificate, and a path of three",
                    () =>
                    {
                        if (EndEntity.Of(workload) is null || CertificatePath.Find(workload, [issuing], [root], now) is null)
                            throw new InvalidOperationException("The certificate is valid.");
                    }
                )
            );
        }
        return cases;
    }

    static AsymmetricAlgorithm[] Keys(Func<AsymmetricAlgorithm> make) => [make(), make(), make()];

    static X509Certificate2 Issue(
        string name,
        AsymmetricAlgorithm key,
        X509Certificate2? issuer,
        AsymmetricAlgorithm? issuerKey,
        bool isAuthority,
        DateTimeOffset now
    )
    {
        var request = key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(isAuthority ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature, true)
        );
        var signer = issuerKey ?? key;
        return request.Create(
            issuer?.SubjectName ?? request.SubjectName,
            signer is RSA signing
                ? X509SignatureGenerator.CreateForRSA(signing, RSASignaturePadding.Pkcs1)
                : X509SignatureGenerator.CreateForECDsa((ECDsa)signer),
            now.AddDays(-1),
            now.AddDays(1),
            [0x1f, 0x01]
        );
    }
}
