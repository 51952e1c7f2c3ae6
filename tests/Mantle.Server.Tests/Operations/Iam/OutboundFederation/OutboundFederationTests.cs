using System.Text.Json;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.OutboundFederation;

[Collection(FederationCollection.Name)]
public class OutboundFederationTests(FederationServer server)
{
    static readonly HttpClient Http = new();

    [Fact]
    public async Task An_issuer_is_enabled_once_and_keeps_its_url()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("FeatureDisabled", null, "GetOutboundWebIdentityFederationInfo");
        await root.Refused("FeatureDisabled", null, "DisableOutboundWebIdentityFederation");
        var enabled = await root.Iam("EnableOutboundWebIdentityFederation");
        var issuer = enabled.Text("IssuerIdentifier");
        Assert.StartsWith(server.Server.Endpoint + "/_issuers/", issuer, StringComparison.Ordinal);
        Assert.Equal(409, (int)(await root.Refused("FeatureEnabled", null, "EnableOutboundWebIdentityFederation")).Status);
        var info = await root.Iam("GetOutboundWebIdentityFederationInfo");
        Assert.Equal((issuer, "true"), (info.Text("IssuerIdentifier"), info.Text("JwtVendingEnabled")));
        await root.Iam("DisableOutboundWebIdentityFederation");
        Assert.Equal(404, (int)(await root.Refused("FeatureDisabled", null, "GetOutboundWebIdentityFederationInfo")).Status);
        Assert.Equal(issuer, (await root.Iam("EnableOutboundWebIdentityFederation")).Text("IssuerIdentifier"));
    }

    [Theory]
    [InlineData("EnableOutboundWebIdentityFederation")]
    [InlineData("GetOutboundWebIdentityFederationInfo")]
    [InlineData("DisableOutboundWebIdentityFederation")]
    public async Task Each_takes_its_own_permission(string action)
    {
        var root = await server.NewAccountAsync();
        if (action[0] != 'E')
            await root.Iam("EnableOutboundWebIdentityFederation");
        var user = await root.NewUserAsync("dev", Documents.Allow("iam:List*"));
        await user.Refused(
            "AccessDenied",
            $"User: {root.Arn("user/dev")} is not authorized to perform: iam:{action} on resource: * because no identity-based "
                + $"policy allows the iam:{action} action",
            action
        );
        await root.PutPolicyAsync("dev", Documents.Allow($"iam:{action}"));
        await user.Iam(action);
    }

    [Fact]
    public async Task Everybody_can_read_the_issuer_s_documents_and_nothing_secret_is_in_them()
    {
        var root = await server.NewAccountAsync();
        var issuer = (await root.Iam("EnableOutboundWebIdentityFederation")).Text("IssuerIdentifier");
        using var discovery = JsonDocument.Parse(
            await Http.GetStringAsync(issuer + "/.well-known/openid-configuration", TestContext.Current.CancellationToken)
        );
        Assert.Equal(issuer, discovery.RootElement.GetProperty("issuer").GetString());
        using var keys = JsonDocument.Parse(
            await Http.GetStringAsync(discovery.RootElement.GetProperty("jwks_uri").GetString(), TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            ["ES384", "RS256"],
            keys.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("alg").GetString()!).Order()
        );
        Assert.All(
            keys.RootElement.GetProperty("keys").EnumerateArray(),
            key => Assert.Empty(key.EnumerateObject().Select(member => member.Name).Intersect(["d", "p", "q", "dp", "dq", "qi"]))
        );
        foreach (var path in new[] { "", "/", "/keys", "/.well-known/other" })
            Assert.Equal(404, (int)(await Http.GetAsync(issuer + path, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(
            404,
            (int)
                (
                    await Http.GetAsync(
                        server.Server.Endpoint + "/_issuers/none/.well-known/jwks.json",
                        TestContext.Current.CancellationToken
                    )
                ).StatusCode
        );
        await root.Iam("DisableOutboundWebIdentityFederation");
        Assert.Equal(200, (int)(await Http.GetAsync(issuer + "/.well-known/jwks.json", TestContext.Current.CancellationToken)).StatusCode);
    }
}
