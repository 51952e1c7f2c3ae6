using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Federation;

/// <summary>An https issuer with a chain of its own: root, intermediate, and a certificate for localhost.</summary>
public sealed class IssuerCertificateTests : IAsyncLifetime
{
    const string NotPinned = "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint";

    static readonly Chain Own = new("localhost");

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
        await using var server = new PlainServer();
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(Own.Leaf, [Own.Intermediate]);
        Assert.Null(await CodeAsync(server, issuer, Thumbprint(Own.Intermediate)));
        Assert.Equal(NotPinned, await CodeAsync(server, issuer, Thumbprint(Own.Leaf)));
        Assert.Equal(NotPinned, await CodeAsync(server, issuer, Thumbprint(Own.Root)));
        Assert.Equal(NotPinned, await CodeAsync(server, issuer, new string('0', 40)));
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_never_enough()
    {
        var other = new Chain("other.example.com");
        await using var server = new PlainServer();
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(other.Leaf, [other.Intermediate]);
        Assert.Equal(NotPinned, await CodeAsync(server, issuer, Thumbprint(other.Intermediate)));
    }

    [Fact]
    public async Task A_stranger_s_chain_with_the_pinned_certificate_beside_it_is_refused()
    {
        // The pinned certificate is public: presenting it proves nothing.
        var stranger = new Chain("localhost");
        await using var server = new PlainServer();
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(stranger.Leaf, [stranger.Intermediate, Own.Intermediate]);
        Assert.Equal(NotPinned, await CodeAsync(server, issuer, Thumbprint(Own.Intermediate)));
    }

    [Fact]
    public async Task A_CA_that_the_server_was_given_is_enough_without_a_thumbprint()
    {
        var file = Path.Combine(folder.Path, "ca.pem");
        await File.WriteAllTextAsync(file, Own.Root.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await using var server = new PlainServer(options => options with { IssuerAuthorities = file });
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(Own.Leaf, [Own.Intermediate]);
        Assert.Null(await CodeAsync(server, issuer, new string('0', 40)));
        await using var stranger = await TestIssuer.StartAsync(new Chain("localhost").Leaf);
        Assert.Equal(NotPinned, await CodeAsync(server, stranger, new string('0', 40)));
    }

    [Fact]
    public async Task Without_thumbprints_the_issuer_s_own_is_taken_when_the_provider_is_made()
    {
        await using var server = new PlainServer();
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(Own.Leaf, [Own.Intermediate]);
        var root = await server.NewAccountAsync();
        var arn = (await root.Iam("CreateOpenIDConnectProvider", ("Url", issuer.Url), ("ClientIDList.member.1", "sts.amazonaws.com"))).Text(
            "OpenIDConnectProviderArn"
        );
        var shown = await root.Iam("GetOpenIDConnectProvider", ("OpenIDConnectProviderArn", arn));
        Assert.Equal(Thumbprint(Own.Intermediate), shown.Find("ThumbprintList")!.Value);
        var role = (await root.Iam("CreateRole", ("RoleName", "web"), ("AssumeRolePolicyDocument", WebIdentityCalls.Trust(arn)))).Text(
            "Arn"
        );
        await root.WebOkAsync(role, issuer.Token(server.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Private_issuers_are_not_connected_to_where_that_is_forbidden()
    {
        await using var server = new PlainServer(isPrivateAllowed: false);
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(Own.Leaf, [Own.Intermediate]);
        var root = await server.NewAccountAsync();
        await root.Refused("OpenIdIdpCommunicationError", null, "CreateOpenIDConnectProvider", ("Url", issuer.Url));
        var arn = (
            await root.Iam("CreateOpenIDConnectProvider", ("Url", issuer.Url), ("ThumbprintList.member.1", Thumbprint(Own.Intermediate)))
        ).Text("OpenIDConnectProviderArn");
        var role = (await root.Iam("CreateRole", ("RoleName", "web"), ("AssumeRolePolicyDocument", WebIdentityCalls.Trust(arn)))).Text(
            "Arn"
        );
        await root.WebRefusedAsync(role, issuer.Token(server.Clock.GetUtcNow()), "IDPCommunicationError", null);
        Assert.Equal(0, issuer.Fetches);
    }

    [Fact]
    public void Private_issuers_are_allowed_by_nobody_but_the_operator() => Assert.False(new ServerOptions().AllowPrivateIssuers);

    /// <summary>
    /// AWS asks nobody where a thumbprint is given; here an operator can say so for the others too (docs/differences.md).
    /// </summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_provider_is_made_without_a_network(bool asksIssuers, bool isMadeWithoutThumbprint)
    {
        await using var server = new PlainServer(options => options with { AskIssuersForThumbprints = asksIssuers });
        await server.InitializeAsync();
        var root = await server.NewAccountAsync();
        const string url = "https://nobody.invalid";
        if (isMadeWithoutThumbprint)
            Assert.Equal(
                "",
                (
                    await root.Iam(
                        "GetOpenIDConnectProvider",
                        (
                            "OpenIDConnectProviderArn",
                            (await root.Iam("CreateOpenIDConnectProvider", ("Url", url))).Text("OpenIDConnectProviderArn")
                        )
                    )
                ).Text("ThumbprintList")
            );
        else
            await root.Refused("OpenIdIdpCommunicationError", null, "CreateOpenIDConnectProvider", ("Url", url));
        await root.Iam("CreateOpenIDConnectProvider", ("Url", url + "/other"), ("ThumbprintList.member.1", new string('a', 40)));
    }

    /// <summary>No resolver takes these for addresses; they are refused like an issuer that does not answer.</summary>
    [Theory]
    [InlineData("https://0.0.0.0")]
    [InlineData("https://[::]")]
    [InlineData("https://0")]
    [InlineData("https://999.999.999.999")]
    [InlineData("https://xn--a")]
    public async Task An_address_that_is_none_is_an_issuer_that_does_not_answer(string url)
    {
        await using var server = new PlainServer();
        await server.InitializeAsync();
        var root = await server.NewAccountAsync();
        await root.Refused(
            "OpenIdIdpCommunicationError",
            $"Failed to communicate with the identity provider {url}.",
            "CreateOpenIDConnectProvider",
            ("Url", url)
        );
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

    /// <summary>The message of the error that a token of the issuer gets; null where it is taken.</summary>
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

    static string Thumbprint(X509Certificate2 certificate) => certificate.GetCertHashString().ToLowerInvariant();

    sealed class PlainServer(Func<ServerOptions, ServerOptions>? change = null, bool isPrivateAllowed = true) : TestServer
    {
        internal override ServerOptions Configure(ServerOptions options) =>
            (change?.Invoke(options) ?? options) with
            {
                AllowPrivateIssuers = isPrivateAllowed,
            };
    }

    sealed class Chain
    {
        static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            To = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public Chain(string host)
        {
            var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var root = Request($"CN=root {Guid.NewGuid()}", rootKey, isAuthority: true);
            Root = root.CreateSelfSigned(From, To);
            var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var middle = Request($"CN=intermediate {Guid.NewGuid()}", middleKey, isAuthority: true).Create(Root, From, To, [1]);
            Intermediate = middle.CopyWithPrivateKey(middleKey);
            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = Request($"CN={host}", key, isAuthority: false);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
            using var leaf = request.Create(Intermediate, From, To, [2]);
            Leaf = X509CertificateLoader.LoadPkcs12(leaf.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);
        }

        public X509Certificate2 Root { get; }

        public X509Certificate2 Intermediate { get; }

        public X509Certificate2 Leaf { get; }

        static CertificateRequest Request(string subject, ECDsa key, bool isAuthority)
        {
            var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
            return request;
        }
    }
}
