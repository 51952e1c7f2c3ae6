using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Certificates;

[Collection(ServerCollection.Name)]
public class UploadSigningCertificateTests(TestServer server)
{
    [Fact]
    public async Task A_certificate_comes_back_as_it_was()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var body = TestCertificates.New("signer").Pem;
        var answer = await root.Iam("UploadSigningCertificate", ("UserName", "x"), ("CertificateBody", body));
        Assert.Equal("CertificateBody CertificateId Status UploadDate UserName", answer.Members("Certificate"));
        Assert.Equal((body, "Active", "x"), (answer.Text("CertificateBody"), answer.Text("Status"), answer.Text("UserName")));
        Assert.Matches("^[A-Z2-7]{32}$", answer.Text("CertificateId"));
    }

    [Fact]
    public async Task What_is_no_certificate_is_malformed()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var certificate = TestCertificates.New("signer");
        foreach (
            var body in new[]
            {
                "invalid-certificate-body",
                certificate.KeyPem,
                certificate.Pem + "\n" + TestCertificates.New("other").Pem,
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
            }
        )
            await root.Refused(
                "MalformedCertificate",
                $"Certificate {body} is malformed.",
                "UploadSigningCertificate",
                ("UserName", "x"),
                ("CertificateBody", body)
            );
    }

    [Fact]
    public async Task A_certificate_must_be_valid_now()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        foreach (var certificate in new[] { TestCertificates.New("old", to: 2021), TestCertificates.New("new", from: 2080) })
            await root.Refused(
                "InvalidCertificate",
                null,
                "UploadSigningCertificate",
                ("UserName", "x"),
                ("CertificateBody", certificate.Pem)
            );
    }

    [Fact]
    public async Task A_certificate_belongs_to_one_user_of_the_account()
    {
        var root = await server.NewAccountAsync();
        foreach (var name in new[] { "x", "y" })
            await root.Iam("CreateUser", ("UserName", name));
        var body = TestCertificates.New("signer").Pem;
        var id = (await root.Iam("UploadSigningCertificate", ("UserName", "x"), ("CertificateBody", body))).Text("CertificateId");
        foreach (var name in new[] { "x", "y" })
            await root.Refused("DuplicateCertificate", null, "UploadSigningCertificate", ("UserName", name), ("CertificateBody", body));
        await root.Iam("DeleteSigningCertificate", ("UserName", "x"), ("CertificateId", id));
        await root.Iam("UploadSigningCertificate", ("UserName", "y"), ("CertificateBody", body));
    }

    [Fact]
    public async Task Two_certificates_are_the_most()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.UploadCertificateAsync("x");
        await root.UploadCertificateAsync("x");
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for CertificatesPerUser: 2",
            "UploadSigningCertificate",
            ("UserName", "x"),
            ("CertificateBody", TestCertificates.New("third").Pem)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync(
            "UploadSigningCertificate",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("CertificateBody", TestCertificates.New("signer").Pem)
        );
    }
}
