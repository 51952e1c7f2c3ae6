using System.Security.Cryptography;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServerCertificates;

[Collection(ServerCollection.Name)]
public class CertificateChainTests(TestServer server)
{
    const string ChainRefused =
        "Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, "
        + "followed by any intermediaries in order. The index within the chain of the invalid certificate is: ";

    [Fact]
    public async Task Each_certificate_of_a_chain_must_have_signed_the_one_before()
    {
        var root = await server.NewAccountAsync();
        using var rsa = RSA.Create(2_048);
        var authority = TestCertificates.New("authority", key: rsa);
        var intermediate = TestCertificates.New("intermediate", authority);
        var certificate = TestCertificates.New("example.com", intermediate);
        // The same name as the intermediate's, another key.
        var impostor = TestCertificates.New("intermediate", authority);
        async Task RefusedAsync(string message, params string[] chain) =>
            await root.Refused(
                "MalformedCertificate",
                message,
                "UploadServerCertificate",
                ("ServerCertificateName", "x"),
                ("CertificateBody", certificate.Pem),
                ("PrivateKey", certificate.KeyPem),
                ("CertificateChain", string.Join('\n', chain))
            );
        await RefusedAsync(ChainRefused + "-1", authority.Pem);
        await RefusedAsync(ChainRefused + "-1", authority.Pem, intermediate.Pem);
        await RefusedAsync(ChainRefused + "-1", impostor.Pem, authority.Pem);
        await RefusedAsync(ChainRefused + "0", intermediate.Pem, TestCertificates.New("other").Pem);
        await RefusedAsync("Unable to parse certificate. Please ensure the certificate is in PEM format.", "chain");
        await RefusedAsync("Unable to parse certificate. Please ensure the certificate is in PEM format.", "Text", intermediate.Pem);
        await RefusedAsync("Unable to parse certificate. Please ensure the certificate is in PEM format.", intermediate.Pem, "text");
        foreach (var (name, chain) in new[] { ("a", intermediate.Pem), ("b", intermediate.Pem + "\n" + authority.Pem) })
        {
            await root.Iam(
                "UploadServerCertificate",
                ("ServerCertificateName", name),
                ("CertificateBody", certificate.Pem),
                ("PrivateKey", certificate.KeyPem),
                ("CertificateChain", chain)
            );
            Assert.Equal(chain, (await root.Iam("GetServerCertificate", ("ServerCertificateName", name))).Text("CertificateChain"));
        }
    }

    [Fact]
    public async Task Twenty_certificates_are_the_most()
    {
        var root = await server.NewAccountAsync();
        for (var i = 0; i < 20; i++)
            await root.Iam("UploadServerCertificate", TestCertificates.Server($"c{i}"));
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for ServerCertificatesPerAccount: 20",
            "UploadServerCertificate",
            TestCertificates.Server("c20")
        );
    }
}
