using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.SAMLProviders;

[Collection(ServerCollection.Name)]
public class UpdateSAMLProviderTests(TestServer server)
{
    [Fact]
    public async Task Metadata_takes_the_place_of_the_old_one()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewSamlProviderAsync("idp");
        var metadata = SamlMetadataDocument.Of(
            "https://other.example.com",
            SamlMetadataDocument.NewCertificate("CN=other"),
            "validUntil=\"2031-01-01T00:00:00Z\""
        );
        Assert.Equal(
            arn,
            (await root.Iam("UpdateSAMLProvider", Saml.Named(arn), ("SAMLMetadataDocument", metadata))).Text("SAMLProviderArn")
        );
        var shown = await root.Iam("GetSAMLProvider", Saml.Named(arn));
        Assert.Equal(metadata, shown.Text("SAMLMetadataDocument"));
        Assert.Equal("2031-01-01T00:00:00Z", shown.Text("ValidUntil"));
        await root.Refused(
            "InvalidInput",
            "Could not parse metadata",
            "UpdateSAMLProvider",
            Saml.Named(arn),
            ("SAMLMetadataDocument", new string('x', 1_000))
        );
    }

    [Fact]
    public async Task Private_keys_are_added_up_to_two_and_removed_by_id()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewSamlProviderAsync("idp");
        await root.Iam(
            "UpdateSAMLProvider",
            Saml.Named(arn),
            ("AddPrivateKey", Saml.NewPrivateKey()),
            ("AssertionEncryptionMode", "Required")
        );
        await root.Iam("UpdateSAMLProvider", Saml.Named(arn), ("AddPrivateKey", Saml.NewPrivateKey()));
        await root.Refused(
            "LimitExceeded",
            "Private key limit of 2 is reached.",
            "UpdateSAMLProvider",
            Saml.Named(arn),
            ("AddPrivateKey", Saml.NewPrivateKey())
        );
        var keys = (await root.Iam("GetSAMLProvider", Saml.Named(arn))).All("KeyId");
        await root.Refused(
            "InvalidInput",
            "Unable to add and remove private keys in the same request. Set a value for only one of the two parameters.",
            "UpdateSAMLProvider",
            Saml.Named(arn),
            ("AddPrivateKey", "x"),
            ("RemovePrivateKey", keys[0])
        );
        await root.Refused(
            "InvalidInput",
            "Failed to remove private key because the Key ID does not match a private key.",
            "UpdateSAMLProvider",
            Saml.Named(arn),
            ("RemovePrivateKey", new string('A', 22))
        );
        await root.Iam("UpdateSAMLProvider", Saml.Named(arn), ("RemovePrivateKey", keys[0]));
        Assert.Equal([keys[1]], (await root.Iam("GetSAMLProvider", Saml.Named(arn))).All("KeyId"));
        await root.Refused(
            "InvalidInput",
            "Failed to remove private key.",
            "UpdateSAMLProvider",
            Saml.Named(arn),
            ("RemovePrivateKey", keys[1])
        );
        await root.Iam("UpdateSAMLProvider", Saml.Named(arn), ("RemovePrivateKey", keys[1]), ("AssertionEncryptionMode", "Allowed"));
        Assert.Empty((await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!.Secrets.Keys.Intersect(keys));
    }

    [Fact]
    public async Task An_update_of_nothing_is_refused()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewSamlProviderAsync("idp");
        await root.Refused(
            "InvalidInput",
            "Unable to update identity provider. No updates are defined for metadata or encryption assertion.",
            "UpdateSAMLProvider",
            Saml.Named(arn)
        );
        await root.Refused(
            "InvalidInput",
            "Unable to set assertion encryption mode to Required because no private key is provided.",
            "UpdateSAMLProvider",
            Saml.Named(arn),
            ("AssertionEncryptionMode", "Required")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_provider_which_must_be_there()
    {
        var root = await server.NewAccountAsync();
        var arn = root.Arn("saml-provider/idp");
        await root.Refused(
            "NoSuchEntity",
            $"Manifest not found for arn {arn}",
            "UpdateSAMLProvider",
            Saml.Named(arn),
            ("AssertionEncryptionMode", "Allowed")
        );
        await root.NewSamlProviderAsync("idp");
        await root.NeedsExactlyAsync("UpdateSAMLProvider", arn, arn, Saml.Named(arn), ("AssertionEncryptionMode", "Allowed"));
    }
}
