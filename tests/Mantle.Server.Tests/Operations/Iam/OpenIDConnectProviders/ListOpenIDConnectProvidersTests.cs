using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;

[Collection(ServerCollection.Name)]
public class ListOpenIDConnectProvidersTests(TestServer server)
{
    [Fact]
    public async Task All_are_listed_by_arn()
    {
        var root = await server.NewAccountAsync();
        Assert.Empty((await root.Iam("ListOpenIDConnectProviders")).All("Arn"));
        var second = await root.NewOidcProviderAsync("https://b.example.com");
        var first = await root.NewOidcProviderAsync("https://a.example.com");
        Assert.Equal([first, second], (await root.Iam("ListOpenIDConnectProviders")).All("Arn"));
    }
}
