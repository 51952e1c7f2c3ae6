using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.SAMLProviders;

[Collection(ServerCollection.Name)]
public class DeleteSAMLProviderTests(TestServer server)
{
    [Fact]
    public async Task A_deleted_provider_is_gone_with_its_keys()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewSamlProviderAsync("idp", null, ("AddPrivateKey", Saml.NewPrivateKey()));
        var key = (await root.Iam("GetSAMLProvider", Saml.Named(arn))).Text("KeyId");
        await root.Iam("DeleteSAMLProvider", Saml.Named(arn));
        await root.Refused("NoSuchEntity", $"Manifest not found for arn {arn}", "DeleteSAMLProvider", Saml.Named(arn));
        Assert.DoesNotContain(key, (await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!.Secrets.Keys);
        await root.NewSamlProviderAsync("idp");
        await root.NeedsExactlyAsync("DeleteSAMLProvider", arn, arn, Saml.Named(arn));
    }
}
