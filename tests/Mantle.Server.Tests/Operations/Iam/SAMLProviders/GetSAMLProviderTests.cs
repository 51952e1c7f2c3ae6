using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.SAMLProviders;

[Collection(ServerCollection.Name)]
public class GetSAMLProviderTests(TestServer server)
{
    [Fact]
    public async Task It_takes_its_permission_on_the_provider_which_must_be_there()
    {
        var root = await server.NewAccountAsync();
        var arn = root.Arn("saml-provider/idp");
        await root.Refused("NoSuchEntity", $"Manifest not found for arn {arn}", "GetSAMLProvider", Saml.Named(arn));
        await root.NewSamlProviderAsync("idp");
        await root.NeedsExactlyAsync("GetSAMLProvider", arn, arn, Saml.Named(arn));
    }
}
