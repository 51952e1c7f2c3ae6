using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.SAMLProviders;

[Collection(ServerCollection.Name)]
public class CreateSAMLProviderTests(TestServer server)
{
    [Fact]
    public async Task A_provider_is_shown_as_it_was_made()
    {
        var root = await server.NewAccountAsync();
        var created = await root.Iam(
            "CreateSAMLProvider",
            [("Name", "Corp.IdP_1"), ("SAMLMetadataDocument", SamlMetadataDocument.Sample), .. Taggable.Tags(("team", "blue"))]
        );
        Assert.Equal("SAMLProviderArn Tags", created.Members("CreateSAMLProviderResult"));
        Assert.Equal(root.Arn("saml-provider/Corp.IdP_1"), created.Text("SAMLProviderArn"));
        var shown = await root.Iam("GetSAMLProvider", Saml.Named(created.Text("SAMLProviderArn")));
        Assert.Equal(
            "AssertionEncryptionMode CreateDate PrivateKeyList SAMLMetadataDocument SAMLProviderUUID Tags ValidUntil",
            shown.Members("GetSAMLProviderResult")
        );
        Assert.Equal(("Allowed", ""), (shown.Text("AssertionEncryptionMode"), shown.Text("PrivateKeyList")));
        Assert.Matches("^SAMLSP[A-Z2-7]{17}$", shown.Text("SAMLProviderUUID"));
        Assert.Equal(SamlMetadataDocument.Sample, shown.Text("SAMLMetadataDocument"));
        Assert.Equal(
            server.Clock.GetUtcNow().AddYears(100).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            shown.Text("ValidUntil")[..10]
        );
    }

    [Fact]
    public async Task The_end_of_the_metadata_is_the_provider_s()
    {
        var root = await server.NewAccountAsync();
        var metadata = SamlMetadataDocument.Of(
            "https://idp.example.com",
            SamlMetadataDocument.NewCertificate("CN=idp"),
            "validUntil=\"2030-05-06T07:08:09Z\""
        );
        var arn = await root.NewSamlProviderAsync("idp", metadata);
        Assert.Equal("2030-05-06T07:08:09Z", (await root.Iam("GetSAMLProvider", Saml.Named(arn))).Text("ValidUntil"));
    }

    [Fact]
    public async Task A_name_is_taken_once_ignoring_case()
    {
        var root = await server.NewAccountAsync();
        await root.NewSamlProviderAsync("idp");
        await root.Refused(
            "EntityAlreadyExists",
            "Provider with name IDP already exists.",
            "CreateSAMLProvider",
            ("Name", "IDP"),
            ("SAMLMetadataDocument", SamlMetadataDocument.Sample)
        );
    }

    public static TheoryData<string> NoMetadata =>
        new(
            new string('x', 1_000),
            $"<a>{new string('x', 1_000)}</a>",
            SamlMetadataDocument.Sample.Replace("IDPSSODescriptor", "SPSSODescriptor", StringComparison.Ordinal),
            SamlMetadataDocument.Sample.Replace("use=\"signing\"", "use=\"encryption\"", StringComparison.Ordinal),
            SamlMetadataDocument.Sample.Replace("<ds:X509Certificate>", "<ds:X509Certificate>AAAA", StringComparison.Ordinal),
            SamlMetadataDocument.Sample.Replace(
                "?>",
                "?><!DOCTYPE md:EntityDescriptor [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
                StringComparison.Ordinal
            ),
            SamlMetadataDocument.Sample.Replace("SAML:2.0:protocol", "SAML:1.1:protocol", StringComparison.Ordinal),
            string.Concat(Enumerable.Repeat("<a>", 20_000)) + string.Concat(Enumerable.Repeat("</a>", 20_000))
        );

    [Theory]
    [MemberData(nameof(NoMetadata))]
    public async Task What_is_no_metadata_of_a_signing_identity_provider_is_refused(string document)
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "InvalidInput",
            "Could not parse metadata",
            "CreateSAMLProvider",
            ("Name", "idp"),
            ("SAMLMetadataDocument", document)
        );
    }

    [Fact]
    public async Task Encryption_can_be_required_with_a_private_key_which_is_never_shown()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "InvalidInput",
            "Unable to set assertion encryption mode to Required because no private key is provided.",
            "CreateSAMLProvider",
            ("Name", "idp"),
            ("SAMLMetadataDocument", SamlMetadataDocument.Sample),
            ("AssertionEncryptionMode", "Required")
        );
        await root.Refused(
            "InvalidInput",
            "Invalid private key.",
            "CreateSAMLProvider",
            ("Name", "idp"),
            ("SAMLMetadataDocument", SamlMetadataDocument.Sample),
            ("AssertionEncryptionMode", "Required"),
            ("AddPrivateKey", "no key")
        );
        var key = Saml.NewPrivateKey();
        var arn = await root.NewSamlProviderAsync("idp", null, ("AssertionEncryptionMode", "Required"), ("AddPrivateKey", key));
        var shown = await root.Iam("GetSAMLProvider", Saml.Named(arn));
        Assert.Equal("Required", shown.Text("AssertionEncryptionMode"));
        Assert.Matches("^[A-Z0-9]{22,64}$", shown.Text("KeyId"));
        Assert.DoesNotContain(key[40..80], shown.Xml!.ToString(), StringComparison.Ordinal);
        var account = await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId));
        Assert.All(
            account!.Secrets.Values,
            box => Assert.DoesNotContain(key[40..80], System.Text.Encoding.Latin1.GetString(box), StringComparison.Ordinal)
        );
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
                        new Core.Accounts.SamlProvider
                        {
                            Name = $"idp{i}",
                            Arn = "",
                            Id = "",
                            CreateDate = change.Time,
                            ValidUntil = change.Time,
                            Metadata = "",
                        }
                    );
            }
        );
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for SAMLProvidersPerAccount: 100",
            "CreateSAMLProvider",
            ("Name", "more"),
            ("SAMLMetadataDocument", SamlMetadataDocument.Sample)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_new_provider()
    {
        var root = await server.NewAccountAsync();
        var arn = root.Arn("saml-provider/idp");
        await root.NeedsExactlyAsync(
            "CreateSAMLProvider",
            arn,
            arn,
            ("Name", "idp"),
            ("SAMLMetadataDocument", SamlMetadataDocument.Sample)
        );
    }
}
