using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;

[Collection(ServerCollection.Name)]
public class RemoveClientIDFromOpenIDConnectProviderTests(TestServer server)
{
    [Fact]
    public async Task A_client_id_is_removed_and_one_that_is_not_there_is_no_error()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewOidcProviderAsync("https://example.com", "a", "b");
        await root.Iam("RemoveClientIDFromOpenIDConnectProvider", Oidc.Named(arn), ("ClientID", "a"));
        await root.Iam("RemoveClientIDFromOpenIDConnectProvider", Oidc.Named(arn), ("ClientID", "a"));
        Assert.Equal(["b"], await root.ListAsync(arn, "ClientIDList"));
        await root.NeedsExactlyAsync("RemoveClientIDFromOpenIDConnectProvider", arn, arn, Oidc.Named(arn), ("ClientID", "b"));
    }
}
