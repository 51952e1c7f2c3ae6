using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;

[Collection(ServerCollection.Name)]
public class CreateOpenIDConnectProviderTests(TestServer server)
{
    [Fact]
    public async Task A_provider_is_named_by_its_host_and_path()
    {
        var root = await server.NewAccountAsync();
        var created = await root.Iam(
            "CreateOpenIDConnectProvider",
            [
                ("Url", "https://oidc.example.com/id/ABC"),
                ("ThumbprintList.member.1", Oidc.Thumbprint.ToUpperInvariant()),
                ("ClientIDList.member.1", "sts.amazonaws.com"),
                .. Taggable.Tags(("team", "blue")),
            ]
        );
        Assert.Equal("OpenIDConnectProviderArn Tags", created.Members("CreateOpenIDConnectProviderResult"));
        var arn = created.Text("OpenIDConnectProviderArn");
        Assert.Equal(root.Arn("oidc-provider/oidc.example.com/id/ABC"), arn);
        var shown = await root.Iam("GetOpenIDConnectProvider", Oidc.Named(arn));
        Assert.Equal("ClientIDList CreateDate Tags ThumbprintList Url", shown.Members("GetOpenIDConnectProviderResult"));
        Assert.Equal("oidc.example.com/id/ABC", shown.Text("Url"));
        Assert.Equal([Oidc.Thumbprint], await root.ListAsync(arn, "ThumbprintList"));
        Assert.Equal(["sts.amazonaws.com"], await root.ListAsync(arn, "ClientIDList"));
    }

    [Fact]
    public async Task The_same_url_twice_is_refused_and_a_slash_at_its_end_makes_another()
    {
        var root = await server.NewAccountAsync();
        await root.NewOidcProviderAsync("https://oidc.example.com");
        await root.Refused(
            "EntityAlreadyExists",
            "Provider with url https://oidc.example.com already exists.",
            "CreateOpenIDConnectProvider",
            ("Url", "https://oidc.example.com"),
            ("ThumbprintList.member.1", Oidc.Thumbprint)
        );
        Assert.Equal(root.Arn("oidc-provider/oidc.example.com/"), await root.NewOidcProviderAsync("https://oidc.example.com/"));
    }

    [Theory]
    [InlineData("example.com", "ValidationError", "Invalid Open ID Connect Provider URL")]
    [InlineData("https://", "ValidationError", "Invalid Open ID Connect Provider URL")]
    [InlineData("http://example.com", "InvalidInput", "Invalid Open ID Connect Provider URL. The URL must begin with https://.")]
    [InlineData("ftp://example.com", "InvalidInput", "Invalid Open ID Connect Provider URL. The URL must begin with https://.")]
    [InlineData("https://user:secret@example.com", "InvalidInput", "Invalid Open ID Connect Provider URL.")]
    [InlineData("https://example.com?a=b", "InvalidInput", "Invalid Open ID Connect Provider URL.")]
    [InlineData("https://example.com#a", "InvalidInput", "Invalid Open ID Connect Provider URL.")]
    [InlineData("https://exa_mple.com", "InvalidInput", "Invalid Open ID Connect Provider URL.")]
    [InlineData("https://example.com:99999", "InvalidInput", "Invalid Open ID Connect Provider URL.")]
    public async Task What_is_no_provider_s_url_is_refused(string url, string code, string message)
    {
        var root = await server.NewAccountAsync();
        await root.Refused(code, message, "CreateOpenIDConnectProvider", ("Url", url), ("ThumbprintList.member.1", Oidc.Thumbprint));
    }

    [Fact]
    public async Task Client_ids_and_thumbprints_have_limits()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] Ids(int count) => [.. Enumerable.Range(1, count).Select(i => ($"ClientIDList.member.{i}", $"client-{i}"))];
        (string, string)[] Prints(int count) =>
            [.. Enumerable.Range(1, count).Select(i => ($"ThumbprintList.member.{i}", Oidc.Thumbprint[..39] + i))];
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100",
            "CreateOpenIDConnectProvider",
            [("Url", "https://example.com"), .. Ids(101), .. Prints(1)]
        );
        await root.Refused(
            "InvalidInput",
            "Thumbprint list must contain fewer than 5 entries.",
            "CreateOpenIDConnectProvider",
            [("Url", "https://example.com"), .. Prints(6)]
        );
        await root.Iam("CreateOpenIDConnectProvider", [("Url", "https://example.com"), .. Ids(100), .. Prints(5)]);
    }

    [Fact]
    public async Task A_hundred_providers_are_the_most()
    {
        var root = await server.NewAccountAsync();
        await server.SeedAsync(
            root.AccountId,
            change =>
            {
                for (var i = 0; i < 100; i++)
                    change.Put(
                        new Core.Accounts.OidcProvider
                        {
                            Name = $"{i}.example.com",
                            Arn = $"arn:aws:iam::{root.AccountId}:oidc-provider/{i}.example.com",
                            CreateDate = change.Time,
                        }
                    );
            }
        );
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100",
            "CreateOpenIDConnectProvider",
            ("Url", "https://one-more.example.com"),
            ("ThumbprintList.member.1", Oidc.Thumbprint)
        );
    }

    [Fact]
    public async Task Without_a_thumbprint_an_issuer_that_does_not_answer_is_refused()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("OpenIdIdpCommunicationError", null, "CreateOpenIDConnectProvider", ("Url", "https://127.0.0.1:1"));
    }

    [Fact]
    public async Task Tags_take_a_permission_of_their_own()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("iam:CreateOpenIDConnectProvider"));
        (string, string)[] request =
        [
            ("Url", "https://example.com"),
            ("ThumbprintList.member.1", Oidc.Thumbprint),
            .. Taggable.Tags(("k", "v")),
        ];
        await user.Refused("AccessDenied", null, "CreateOpenIDConnectProvider", request);
        await root.PutPolicyAsync("dev", Documents.Allow("iam:*OpenIDConnectProvider", root.Arn("oidc-provider/example.com")));
        await user.Iam("CreateOpenIDConnectProvider", request);
    }
}
