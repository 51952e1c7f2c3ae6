using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;

[Collection(ServerCollection.Name)]
public class DeleteOpenIDConnectProviderTests(TestServer server)
{
    [Fact]
    public async Task A_deleted_provider_is_gone_and_deleting_it_again_is_an_error()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewOidcProviderAsync("https://example.com");
        await root.Iam("DeleteOpenIDConnectProvider", Oidc.Named(arn));
        await root.Refused("NoSuchEntity", null, "GetOpenIDConnectProvider", Oidc.Named(arn));
        await root.Refused(
            "NoSuchEntity",
            $"OpenId connect Provider {arn} cannot be found.",
            "DeleteOpenIDConnectProvider",
            Oidc.Named(arn)
        );
        await root.NewOidcProviderAsync("https://example.com");
        await root.NeedsExactlyAsync("DeleteOpenIDConnectProvider", arn, arn, Oidc.Named(arn));
    }
}
