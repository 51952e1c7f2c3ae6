using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.Iam;

namespace Mantle.Server.Tests.Federation;

/// <summary>The requests that the server sends to an issuer by itself, and when it must not.</summary>
public sealed class ProviderWithoutThumbprintTests
{
    [Fact]
    public async Task Without_thumbprints_the_issuer_s_own_is_taken_when_the_provider_is_made()
    {
        await using var server = new HttpsIssuerServer();
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(IssuerChain.OfLocalhost.Leaf, [IssuerChain.OfLocalhost.Intermediate]);
        var root = await server.NewAccountAsync();
        var arn = (await root.Iam("CreateOpenIDConnectProvider", ("Url", issuer.Url), ("ClientIDList.member.1", "sts.amazonaws.com"))).Text(
            "OpenIDConnectProviderArn"
        );
        var shown = await root.Iam("GetOpenIDConnectProvider", ("OpenIDConnectProviderArn", arn));
        Assert.Equal(IssuerChain.Thumbprint(IssuerChain.OfLocalhost.Intermediate), shown.Find("ThumbprintList")!.Value);
        var role = (await root.Iam("CreateRole", ("RoleName", "web"), ("AssumeRolePolicyDocument", WebIdentityCalls.Trust(arn)))).Text(
            "Arn"
        );
        await root.WebOkAsync(role, issuer.Token(server.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Private_issuers_are_not_connected_to_where_that_is_forbidden()
    {
        await using var server = new HttpsIssuerServer(isPrivateAllowed: false);
        await server.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync(IssuerChain.OfLocalhost.Leaf, [IssuerChain.OfLocalhost.Intermediate]);
        var root = await server.NewAccountAsync();
        await root.Refused("OpenIdIdpCommunicationError", null, "CreateOpenIDConnectProvider", ("Url", issuer.Url));
        var arn = (
            await root.Iam(
                "CreateOpenIDConnectProvider",
                ("Url", issuer.Url),
                ("ThumbprintList.member.1", IssuerChain.Thumbprint(IssuerChain.OfLocalhost.Intermediate))
            )
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
    /// AWS fetches no thumbprint where the request has one. Here an operator can turn it off for the other requests too
    /// (docs/differences.md).
    /// </summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_provider_is_made_without_a_network(bool asksIssuers, bool isMadeWithoutThumbprint)
    {
        await using var server = new HttpsIssuerServer(options => options with { AskIssuersForThumbprints = asksIssuers });
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

    /// <summary>No resolver accepts these as addresses; they are refused like an issuer that does not answer.</summary>
    [Theory]
    [InlineData("https://0.0.0.0")]
    [InlineData("https://[::]")]
    [InlineData("https://0")]
    [InlineData("https://999.999.999.999")]
    [InlineData("https://xn--a")]
    public async Task An_address_that_is_none_is_an_issuer_that_does_not_answer(string url)
    {
        await using var server = new HttpsIssuerServer();
        await server.InitializeAsync();
        var root = await server.NewAccountAsync();
        await root.Refused(
            "OpenIdIdpCommunicationError",
            $"Failed to communicate with the identity provider {url}.",
            "CreateOpenIDConnectProvider",
            ("Url", url)
        );
    }
}
