using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Certificates;

[Collection(ServerCollection.Name)]
public class ListSigningCertificatesTests(TestServer server)
{
    [Fact]
    public async Task Pages_hold_every_certificate()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.PagesWholeAsync("ListSigningCertificates", "CertificateId", [], ("UserName", "x"));
        var ids = new[] { await root.UploadCertificateAsync("x"), await root.UploadCertificateAsync("x") };
        await root.PagesWholeAsync("ListSigningCertificates", "CertificateId", [.. ids.Order(StringComparer.Ordinal)], ("UserName", "x"));
        Assert.Equal(
            "CertificateBody CertificateId Status UploadDate UserName",
            (await root.Iam("ListSigningCertificates", ("UserName", "x"))).Members("member")
        );
        await root.Refused("NoSuchEntity", "The user with name nobody cannot be found.", "ListSigningCertificates", ("UserName", "nobody"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync("ListSigningCertificates", root.Arn("user/x"), "user x", ("UserName", "x"));
    }
}
