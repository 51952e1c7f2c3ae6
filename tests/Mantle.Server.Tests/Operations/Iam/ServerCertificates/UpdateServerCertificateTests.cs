using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServerCertificates;

[Collection(ServerCollection.Name)]
public class UpdateServerCertificateTests(TestServer server)
{
    [Fact]
    public async Task A_renamed_certificate_keeps_its_id_and_content()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("UploadServerCertificate", TestCertificates.Server("x"));
        await root.Iam("UploadServerCertificate", TestCertificates.Server("other"));
        var before = await root.Iam("GetServerCertificate", ("ServerCertificateName", "x"));
        await root.Refused(
            "EntityAlreadyExists",
            "The Server Certificate with name Other already exists.",
            "UpdateServerCertificate",
            ("ServerCertificateName", "x"),
            ("NewServerCertificateName", "Other")
        );
        await root.Refused(
            "EntityAlreadyExists",
            "The Server Certificate with name X already exists.",
            "UpdateServerCertificate",
            ("ServerCertificateName", "x"),
            ("NewServerCertificateName", "X")
        );
        await root.Iam("UpdateServerCertificate", ("ServerCertificateName", "x"), ("NewServerCertificateName", "y"), ("NewPath", "/a/"));
        await root.Refused(
            "NoSuchEntity",
            "The Server Certificate with name x cannot be found.",
            "UpdateServerCertificate",
            ("ServerCertificateName", "x"),
            ("NewPath", "/b/")
        );
        var after = await root.Iam("GetServerCertificate", ("ServerCertificateName", "y"));
        Assert.Equal(root.Arn("server-certificate/a/y"), after.Text("Arn"));
        Assert.Equal(
            (before.Text("ServerCertificateId"), before.Text("CertificateBody")),
            (after.Text("ServerCertificateId"), after.Text("CertificateBody"))
        );
    }

    [Fact]
    public async Task Renaming_takes_the_permission_on_both_names()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("UploadServerCertificate", TestCertificates.Server("x"));
        var caller = await root.NewUserAsync("dev", Documents.Allow("iam:UpdateServerCertificate", root.Arn("server-certificate/x")));
        (string, string)[] request = [("ServerCertificateName", "x"), ("NewServerCertificateName", "y")];
        await caller.Refused("AccessDenied", null, "UpdateServerCertificate", request);
        await root.PutPolicyAsync("dev", Documents.Allow("iam:UpdateServerCertificate", root.Arn("server-certificate/*")));
        await caller.Iam("UpdateServerCertificate", request);
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_certificate()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("UploadServerCertificate", TestCertificates.Server("x"));
        await root.NeedsExactlyAsync(
            "UpdateServerCertificate",
            root.Arn("server-certificate/x"),
            root.Arn("server-certificate/x"),
            ("ServerCertificateName", "x")
        );
    }
}
