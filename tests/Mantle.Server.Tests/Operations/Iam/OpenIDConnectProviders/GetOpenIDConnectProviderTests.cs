using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;

[Collection(ServerCollection.Name)]
public class GetOpenIDConnectProviderTests(TestServer server)
{
    [Fact]
    public async Task It_takes_its_permission_on_the_provider_which_must_be_there()
    {
        var root = await server.NewAccountAsync();
        var arn = root.Arn("oidc-provider/example.com");
        await root.Refused("NoSuchEntity", $"OpenIDConnect Provider not found for arn {arn}", "GetOpenIDConnectProvider", Oidc.Named(arn));
        await root.Refused(
            "ValidationError",
            "Invalid ARN:  Could not be parsed!",
            "GetOpenIDConnectProvider",
            Oidc.Named("12345678901234567890")
        );
        await root.NewOidcProviderAsync("https://example.com");
        await root.NeedsExactlyAsync("GetOpenIDConnectProvider", arn, arn, Oidc.Named(arn));
    }

    [Fact]
    public async Task A_provider_is_there_after_a_restart()
    {
        var own = new TestServer();
        await own.InitializeAsync();
        await using var _ = own;
        var arn = await own.Management.NewOidcProviderAsync("https://example.com/path", "a", "b");
        await own.RestartAsync();
        Assert.Equal(["a", "b"], await own.Management.ListAsync(arn, "ClientIDList"));
    }
}
