using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;

[Collection(ServerCollection.Name)]
public class UpdateOpenIDConnectProviderThumbprintTests(TestServer server)
{
    [Fact]
    public async Task The_new_list_takes_the_place_of_the_old_one()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewOidcProviderAsync("https://example.com");
        await root.Iam("UpdateOpenIDConnectProviderThumbprint", Oidc.Named(arn), ("ThumbprintList.member.1", new string('B', 40)));
        Assert.Equal([new string('b', 40)], await root.ListAsync(arn, "ThumbprintList"));
        await root.Refused(
            "InvalidInput",
            "Thumbprint list must contain fewer than 5 entries.",
            "UpdateOpenIDConnectProviderThumbprint",
            [Oidc.Named(arn), .. Enumerable.Range(1, 6).Select(i => ($"ThumbprintList.member.{i}", new string('c', 40)))]
        );
        await root.NeedsExactlyAsync(
            "UpdateOpenIDConnectProviderThumbprint",
            arn,
            arn,
            Oidc.Named(arn),
            ("ThumbprintList.member.1", Oidc.Thumbprint)
        );
    }
}
