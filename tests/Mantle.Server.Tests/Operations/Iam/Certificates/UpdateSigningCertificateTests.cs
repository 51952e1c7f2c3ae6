using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Certificates;

[Collection(ServerCollection.Name)]
public class UpdateSigningCertificateTests(TestServer server)
{
    [Fact]
    public async Task A_certificate_is_made_inactive_and_active_again()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = await root.UploadCertificateAsync("x");
        foreach (var status in new[] { "Inactive", "Active" })
        {
            await root.Iam("UpdateSigningCertificate", ("UserName", "x"), ("CertificateId", id), ("Status", status));
            Assert.Equal(status, (await root.Iam("ListSigningCertificates", ("UserName", "x"))).Text("Status"));
        }
        await root.Refused(
            "NoSuchEntity",
            "The Certificate with id NONEXISTENTCERTID12345678901 cannot be found.",
            "UpdateSigningCertificate",
            ("UserName", "x"),
            ("CertificateId", "NONEXISTENTCERTID12345678901"),
            ("Status", "Active")
        );
        await root.Refused(
            "NoSuchEntity",
            "The user with name nobody cannot be found.",
            "UpdateSigningCertificate",
            ("UserName", "nobody"),
            ("CertificateId", id),
            ("Status", "Active")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = await root.UploadCertificateAsync("x");
        await root.NeedsExactlyAsync(
            "UpdateSigningCertificate",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("CertificateId", id),
            ("Status", "Inactive")
        );
    }
}
