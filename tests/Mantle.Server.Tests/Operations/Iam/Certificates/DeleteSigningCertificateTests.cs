using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Certificates;

[Collection(ServerCollection.Name)]
public class DeleteSigningCertificateTests(TestServer server)
{
    [Fact]
    public async Task A_deleted_certificate_is_gone()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = await root.UploadCertificateAsync("x");
        await root.Iam("DeleteSigningCertificate", ("UserName", "x"), ("CertificateId", id));
        Assert.Empty((await root.Iam("ListSigningCertificates", ("UserName", "x"))).All("CertificateId"));
        await root.Refused(
            "NoSuchEntity",
            "The Certificate with id NONEXISTENTCERTID12345678901 cannot be found.",
            "DeleteSigningCertificate",
            ("UserName", "x"),
            ("CertificateId", "NONEXISTENTCERTID12345678901")
        );
        await root.Refused(
            "NoSuchEntity",
            "The user with name nobody cannot be found.",
            "DeleteSigningCertificate",
            ("UserName", "nobody"),
            ("CertificateId", id)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = await root.UploadCertificateAsync("x");
        await root.NeedsExactlyAsync("DeleteSigningCertificate", root.Arn("user/x"), "user x", ("UserName", "x"), ("CertificateId", id));
    }
}
