using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServerCertificates;

[Collection(ServerCollection.Name)]
public class DeleteServerCertificateTests(TestServer server)
{
    [Fact]
    public async Task A_deleted_certificate_is_gone()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("UploadServerCertificate", TestCertificates.Server("x"));
        await root.Iam("DeleteServerCertificate", ("ServerCertificateName", "x"));
        await root.Refused(
            "NoSuchEntity",
            "The Server Certificate with name x cannot be found.",
            "DeleteServerCertificate",
            ("ServerCertificateName", "x")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_certificate()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("UploadServerCertificate", TestCertificates.Server("x"));
        await root.NeedsExactlyAsync(
            "DeleteServerCertificate",
            root.Arn("server-certificate/x"),
            root.Arn("server-certificate/x"),
            ("ServerCertificateName", "x")
        );
    }
}
