using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;

static class Oidc
{
    public const string Thumbprint = "6938fd4d98bab03faadb97b34396831e3780aea1";

    /// <summary>A provider with a thumbprint, so that the server fetches none; returns its ARN.</summary>
    public static async Task<string> NewOidcProviderAsync(this TestClient root, string url, params string[] clientIds) =>
        (
            await root.Iam(
                "CreateOpenIDConnectProvider",
                [
                    ("Url", url),
                    ("ThumbprintList.member.1", Thumbprint),
                    .. clientIds.Select((id, i) => ($"ClientIDList.member.{i + 1}", id)),
                ]
            )
        ).Text("OpenIDConnectProviderArn");

    public static (string, string) Named(string arn) => ("OpenIDConnectProviderArn", arn);

    public static async Task<IReadOnlyList<string>> ListAsync(this TestClient root, string arn, string list) =>
        [.. (await root.Iam("GetOpenIDConnectProvider", Named(arn))).Find(list)!.Elements().Select(element => element.Value)];
}
