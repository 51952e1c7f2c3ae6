using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServerCertificates;

[Collection(ServerCollection.Name)]
public class GetServerCertificateTests(TestServer server)
{
    [Fact]
    public async Task A_certificate_comes_back_as_it_was_and_without_its_key()
    {
        var root = await server.NewAccountAsync();
        var request = TestCertificates.Server("x");
        await root.Refused(
            "NoSuchEntity",
            "The Server Certificate with name x cannot be found.",
            "GetServerCertificate",
            ("ServerCertificateName", "x")
        );
        await root.Iam("UploadServerCertificate", request);
        var answer = await root.Iam("GetServerCertificate", ("ServerCertificateName", "x"));
        Assert.Equal("CertificateBody ServerCertificateMetadata Tags", answer.Members("ServerCertificate"));
        Assert.Equal("", answer.Members("Tags"));
        Assert.Equal(request[1].Value, answer.Text("CertificateBody"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_certificate()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("UploadServerCertificate", TestCertificates.Server("x"));
        await root.NeedsExactlyAsync(
            "GetServerCertificate",
            root.Arn("server-certificate/x"),
            root.Arn("server-certificate/x"),
            ("ServerCertificateName", "x")
        );
    }
}
