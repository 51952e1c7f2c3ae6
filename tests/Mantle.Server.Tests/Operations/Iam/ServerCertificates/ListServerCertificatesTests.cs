using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServerCertificates;

[Collection(ServerCollection.Name)]
public class ListServerCertificatesTests(TestServer server)
{
    [Fact]
    public async Task Pages_hold_the_certificates_of_a_path_without_bodies_and_tags()
    {
        var root = await server.NewAccountAsync();
        foreach (var (name, path) in new[] { ("c", "/"), ("b", "/a/"), ("a", "/a/b/") })
            await root.Iam("UploadServerCertificate", [.. TestCertificates.Server(name), ("Path", path)]);
        await root.PagesWholeAsync("ListServerCertificates", "ServerCertificateName", ["a", "b", "c"]);
        await root.PagesWholeAsync("ListServerCertificates", "ServerCertificateName", ["a", "b"], ("PathPrefix", "/a/"));
        Assert.Equal(
            "Arn Expiration Path ServerCertificateId ServerCertificateName UploadDate",
            (await root.Iam("ListServerCertificates")).Members("member")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync(
            "ListServerCertificates",
            root.Arn("server-certificate/a/"),
            root.Arn("server-certificate/a/"),
            ("PathPrefix", "/a/")
        );
    }
}
