using System.Security.Cryptography;
using Mantle.Core.Storage;
using Mantle.Iam.Entities;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServerCertificates;

[Collection(ServerCollection.Name)]
public class UploadServerCertificateTests(TestServer server)
{
    [Fact]
    public async Task The_answer_has_the_certificates_facts()
    {
        var root = await server.NewAccountAsync();
        var certificate = TestCertificates.New("example.com");
        var answer = await root.Iam(
            "UploadServerCertificate",
            ("ServerCertificateName", "x"),
            ("Path", "/a/"),
            ("CertificateBody", certificate.Pem),
            ("PrivateKey", certificate.KeyPem)
        );
        Assert.Equal("ServerCertificateMetadata", answer.Members("UploadServerCertificateResult"));
        Assert.Equal(
            "Arn Expiration Path ServerCertificateId ServerCertificateName UploadDate",
            answer.Members("ServerCertificateMetadata")
        );
        Assert.Matches("^ASCA[A-Z2-7]{17}$", answer.Text("ServerCertificateId"));
        Assert.Equal(
            (root.Arn("server-certificate/a/x"), "/a/", certificate.Expiration),
            (answer.Text("Arn"), answer.Text("Path"), answer.Text("Expiration"))
        );
        await root.Refused(
            "EntityAlreadyExists",
            "The Server Certificate with name X already exists.",
            "UploadServerCertificate",
            ("ServerCertificateName", "X"),
            ("CertificateBody", certificate.Pem),
            ("PrivateKey", certificate.KeyPem)
        );
    }

    [Fact]
    public async Task Keys_come_as_pkcs8_pkcs1_and_sec1()
    {
        var root = await server.NewAccountAsync();
        using var rsa = RSA.Create(2_048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var (first, second) = (TestCertificates.New("rsa", key: rsa), TestCertificates.New("ec", key: ec));
        foreach (
            var (name, certificate, key) in new[]
            {
                ("a", first, rsa.ExportPkcs8PrivateKeyPem()),
                ("b", first, rsa.ExportRSAPrivateKeyPem()),
                ("c", second, ec.ExportPkcs8PrivateKeyPem()),
                ("d", second, ec.ExportECPrivateKeyPem()),
            }
        )
            await root.Iam(
                "UploadServerCertificate",
                ("ServerCertificateName", name),
                ("CertificateBody", certificate.Pem),
                ("PrivateKey", key)
            );
    }

    [Fact]
    public async Task The_private_key_must_be_the_certificates()
    {
        var root = await server.NewAccountAsync();
        using var rsa = RSA.Create(2_048);
        var certificate = TestCertificates.New("example.com");
        foreach (var key in new[] { TestCertificates.New("other").KeyPem, rsa.ExportRSAPrivateKeyPem() })
            await root.Refused(
                "KeyPairMismatch",
                null,
                "UploadServerCertificate",
                ("ServerCertificateName", "x"),
                ("CertificateBody", certificate.Pem),
                ("PrivateKey", key)
            );
        var encrypted = certificate.Key.ExportEncryptedPkcs8PrivateKeyPem(
            "password",
            new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)
        );
        foreach (var key in new[] { "key", certificate.Pem, encrypted })
            await root.Refused(
                "MalformedCertificate",
                null,
                "UploadServerCertificate",
                ("ServerCertificateName", "x"),
                ("CertificateBody", certificate.Pem),
                ("PrivateKey", key)
            );
    }

    [Fact]
    public async Task The_private_key_is_nowhere_afterwards()
    {
        var root = await server.NewAccountAsync();
        var certificate = TestCertificates.New("example.com");
        await root.Iam(
            "UploadServerCertificate",
            ("ServerCertificateName", "x"),
            ("CertificateBody", certificate.Pem),
            ("PrivateKey", certificate.KeyPem)
        );
        Assert.DoesNotContain(
            (await server.Management.CallAsync("mantle", "ListEvents", ("AccountId", root.AccountId))).All("member"),
            line => line.Contains("PRIVATE KEY", StringComparison.Ordinal)
        );
        var account = (await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!;
        Assert.DoesNotContain(
            "PRIVATE KEY",
            System.Text.Encoding.UTF8.GetString(Installation.StoredTypes().Serialize(account.ServerCertificates.Find("x")!)),
            StringComparison.Ordinal
        );
        Assert.Equal([root.Credentials.AccessKeyId], account.Secrets.Keys);
    }

    [Fact]
    public async Task What_is_no_certificate_or_not_valid_now_is_malformed()
    {
        var root = await server.NewAccountAsync();
        var (expired, early) = (TestCertificates.New("expired", to: 2021), TestCertificates.New("early", from: 2080));
        await root.Refused(
            "MalformedCertificate",
            "Unable to parse certificate. Please ensure the certificate is in PEM format.",
            "UploadServerCertificate",
            ("ServerCertificateName", "x"),
            ("CertificateBody", "body"),
            ("PrivateKey", "key")
        );
        foreach (var certificate in new[] { expired, early })
            await root.Refused(
                "MalformedCertificate",
                null,
                "UploadServerCertificate",
                ("ServerCertificateName", "x"),
                ("CertificateBody", certificate.Pem),
                ("PrivateKey", certificate.KeyPem)
            );
    }

    [Fact]
    public async Task Tags_take_the_permission_to_tag()
    {
        var root = await server.NewAccountAsync();
        var caller = await root.NewUserAsync("dev", Documents.Allow("iam:UploadServerCertificate"));
        (string, string)[] tagged = [.. TestCertificates.Server("x"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
        await caller.Refused("AccessDenied", null, "UploadServerCertificate", tagged);
        Assert.Equal("v", (await root.Iam("UploadServerCertificate", tagged)).Text("Value"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_new_certificate()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync(
            "UploadServerCertificate",
            root.Arn("server-certificate/x"),
            root.Arn("server-certificate/x"),
            TestCertificates.Server("x")
        );
    }
}
