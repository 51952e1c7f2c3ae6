using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;

[Collection(ServerCollection.Name)]
public class AddClientIDToOpenIDConnectProviderTests(TestServer server)
{
    [Fact]
    public async Task A_client_id_is_added_once_and_a_hundred_are_the_most()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewOidcProviderAsync("https://example.com", [.. Enumerable.Range(1, 99).Select(i => $"client-{i}")]);
        await root.Iam("AddClientIDToOpenIDConnectProvider", Oidc.Named(arn), ("ClientID", "last"));
        await root.Iam("AddClientIDToOpenIDConnectProvider", Oidc.Named(arn), ("ClientID", "last"));
        Assert.Equal(100, (await root.ListAsync(arn, "ClientIDList")).Count);
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100",
            "AddClientIDToOpenIDConnectProvider",
            Oidc.Named(arn),
            ("ClientID", "more")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_provider_which_must_be_there()
    {
        var root = await server.NewAccountAsync();
        var arn = root.Arn("oidc-provider/example.com");
        await root.Refused(
            "NoSuchEntity",
            $"OpenIDConnect Provider not found for arn {arn}",
            "AddClientIDToOpenIDConnectProvider",
            Oidc.Named(arn),
            ("ClientID", "c")
        );
        await root.NewOidcProviderAsync("https://example.com");
        await root.NeedsExactlyAsync("AddClientIDToOpenIDConnectProvider", arn, arn, Oidc.Named(arn), ("ClientID", "c"));
    }
}
