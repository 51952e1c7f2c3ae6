using System.Security.Cryptography;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.SAMLProviders;

static class Saml
{
    public static async Task<string> NewSamlProviderAsync(
        this TestClient root,
        string name,
        string? metadata = null,
        params (string, string)[] more
    ) =>
        (
            await root.Iam(
                "CreateSAMLProvider",
                [("Name", name), ("SAMLMetadataDocument", metadata ?? SamlMetadataDocument.Sample), .. more]
            )
        ).Text("SAMLProviderArn");

    public static (string, string) Named(string arn) => ("SAMLProviderArn", arn);

    public static string NewPrivateKey()
    {
        using var key = RSA.Create(2_048);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
