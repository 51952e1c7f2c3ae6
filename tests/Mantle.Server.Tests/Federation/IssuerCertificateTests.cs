using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Federation;

/// <summary>An https issuer with a chain of its own: root, intermediate, and a certificate for localhost.</summary>
public sealed class IssuerCertificateTests : IAsyncLifetime
{
    const string NotPinned = "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint";

    readonly TemporaryFolder folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_thumbprint_of_the_top_of_the_presented_chain_is_enough()
    {
        await using var server = new HttpsIssuerServer();
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(IssuerChain.OfLocalhost.Leaf, [IssuerChain.OfLocalhost.Intermediate]);
        Assert.Null(await CodeAsync(server, issuer, IssuerChain.Thumbprint(IssuerChain.OfLocalhost.Intermediate)));
        Assert.Equal(NotPinned, await CodeAsync(server, issuer, IssuerChain.Thumbprint(IssuerChain.OfLocalhost.Leaf)));
        Assert.Equal(NotPinned, await CodeAsync(server, issuer, IssuerChain.Thumbprint(IssuerChain.OfLocalhost.Root)));
        Assert.Equal(NotPinned, await CodeAsync(server, issuer, new string('0', 40)));
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_never_enough()
    {
        var other = new IssuerChain("other.example.com");
        await using var server = new HttpsIssuerServer();
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(other.Leaf, [other.Intermediate]);
        Assert.Equal(NotPinned, await CodeAsync(server, issuer, IssuerChain.Thumbprint(other.Intermediate)));
    }

    [Fact]
    public async Task A_stranger_s_chain_with_the_pinned_certificate_beside_it_is_refused()
    {
        // The pinned certificate is public, so presenting it proves nothing.
        var stranger = new IssuerChain("localhost");
        await using var server = new HttpsIssuerServer();
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(stranger.Leaf, [stranger.Intermediate, IssuerChain.OfLocalhost.Intermediate]);
        Assert.Equal(NotPinned, await CodeAsync(server, issuer, IssuerChain.Thumbprint(IssuerChain.OfLocalhost.Intermediate)));
    }

    [Fact]
    public async Task A_CA_that_the_server_was_given_is_enough_without_a_thumbprint()
    {
        var file = Path.Combine(folder.Path, "ca.pem");
        await File.WriteAllTextAsync(file, IssuerChain.OfLocalhost.Root.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await using var server = new HttpsIssuerServer(options => options with { IssuerAuthorities = file });
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(IssuerChain.OfLocalhost.Leaf, [IssuerChain.OfLocalhost.Intermediate]);
        Assert.Null(await CodeAsync(server, issuer, new string('0', 40)));
        await using var stranger = await TestIssuer.StartAsync(new IssuerChain("localhost").Leaf);
        Assert.Equal(NotPinned, await CodeAsync(server, stranger, new string('0', 40)));
    }

    [Fact]
    public async Task A_file_that_is_no_certificate_stops_the_server_in_one_sentence()
    {
        var file = Path.Combine(folder.Path, "ca.pem");
        foreach (var content in new[] { "no certificate", null })
        {
            if (content is null)
                File.Delete(file);
            else
                await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
            using var data = new TemporaryFolder();
            var error = await Assert.ThrowsAsync<ServerStartException>(() =>
                MantleServer.StartAsync(
                    new ServerOptions
                    {
                        DataFolder = data.Path,
                        Listen = new(System.Net.IPAddress.Loopback, 0),
                        IssuerAuthorities = file,
                    }
                )
            );
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The error message for a token of the issuer; null where it is accepted.</summary>
    static async Task<string?> CodeAsync(TestServer server, TestIssuer issuer, string thumbprint)
    {
        var root = await server.NewAccountAsync();
        var arn = (
            await root.Iam(
                "CreateOpenIDConnectProvider",
                ("Url", issuer.Url),
                ("ClientIDList.member.1", "sts.amazonaws.com"),
                ("ThumbprintList.member.1", thumbprint)
            )
        ).Text("OpenIDConnectProviderArn");
        var role = (await root.Iam("CreateRole", ("RoleName", "web"), ("AssumeRolePolicyDocument", WebIdentityCalls.Trust(arn)))).Text(
            "Arn"
        );
        return (await root.WebAsync(role, issuer.Token(server.Clock.GetUtcNow()))).Message;
    }
}
