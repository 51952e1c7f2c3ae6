using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.SAMLProviders;

[Collection(ServerCollection.Name)]
public class ListSAMLProvidersTests(TestServer server)
{
    [Fact]
    public async Task All_are_listed_with_their_dates()
    {
        var root = await server.NewAccountAsync();
        var second = await root.NewSamlProviderAsync("idp2");
        var first = await root.NewSamlProviderAsync("idp1");
        var list = await root.Iam("ListSAMLProviders");
        Assert.Equal([first, second], list.All("Arn"));
        Assert.Equal("Arn CreateDate ValidUntil", list.Members("member"));
    }
}
