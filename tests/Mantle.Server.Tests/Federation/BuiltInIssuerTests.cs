using System.Text.Json.Nodes;
using Mantle.Core.Federation;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Federation.WebIdentityCalls;

namespace Mantle.Server.Tests.Federation;

/// <summary>Google and Amazon Cognito, which need no provider in the account; the test runs them on loopback.</summary>
public sealed class BuiltInIssuerTests : IAsyncLifetime
{
    const string Google = BuiltInIssuers.Google,
        Cognito = BuiltInIssuers.Cognito;
    const string Denied = "Not authorized to perform sts:AssumeRoleWithWebIdentity";

    TestIssuer google = null!,
        googleKeys = null!,
        cognito = null!;
    Server server = null!;

    public async ValueTask InitializeAsync()
    {
        google = await TestIssuer.StartAsync();
        googleKeys = await TestIssuer.StartAsync();
        cognito = await TestIssuer.StartAsync();
        (google.ClaimedIssuer, google.KeySetUrl) = ("https://" + Google, googleKeys.Url + "/keys");
        cognito.ClaimedIssuer = "https://" + Cognito;
        server = new Server(
            new Dictionary<string, BuiltInAddress>
            {
                [Google] = new(new(google.Url), new(googleKeys.Url)),
                [Cognito] = new(new(cognito.Url), new(cognito.Url)),
            }
        );
        await server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await google.DisposeAsync();
        await googleKeys.DisposeAsync();
        await cognito.DisposeAsync();
    }

    [Theory]
    [InlineData("https://accounts.google.com")]
    [InlineData("accounts.google.com")]
    public async Task Google_is_trusted_by_its_host_with_the_authorized_party_as_audience(string iss)
    {
        var root = await server.NewAccountAsync();
        var role = await NewRoleAsync(
            root,
            Google,
            """
            {"StringEquals":{"accounts.google.com:aud":"client","accounts.google.com:oaud":"backend",
             "accounts.google.com:sub":"1234567890"},"NumericEquals":{"accounts.google.com:google/organization_number":"42"}}
            """
        );
        var answer = await root.WebOkAsync(role, GoogleToken(iss));
        Assert.Equal(
            (Google, "client", "1234567890"),
            (answer.Text("Provider"), answer.Text("Audience"), answer.Text("SubjectFromWebIdentityToken"))
        );
        await root.WebRefusedAsync(role, GoogleToken(iss, With("azp", "another")), "AccessDenied", Denied);
        await root.WebRefusedAsync(role, GoogleToken(iss, With("aud", "another")), "AccessDenied", Denied);
        await root.WebRefusedAsync(
            role,
            GoogleToken(iss, With("google", new JsonObject { ["organization_number"] = 43 })),
            "AccessDenied",
            Denied
        );
        await root.WebRefusedAsync(
            role,
            google.Keys[^1].Sign(googleKeys.Claims(server.Clock.GetUtcNow(), claims => Claims(claims, iss)), "RS256"),
            "InvalidIdentityToken",
            "Token signature invalid"
        );
    }

    [Fact]
    public async Task Its_sessions_say_which_provider_they_are_from()
    {
        var root = await server.NewAccountAsync();
        var role = await NewRoleAsync(root, Google);
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "web"),
            ("PolicyName", "p"),
            (
                "PolicyDocument",
                IamCalls.AllowWhere(
                    "iam:ListUsers",
                    """
                    {"StringEquals":{"aws:FederatedProvider":"accounts.google.com","accounts.google.com:sub":"1234567890",
                     "accounts.google.com:aud":"client"}}
                    """
                )
            )
        );
        await root.Session(await root.WebOkAsync(role, GoogleToken(Google))).Iam("ListUsers");
    }

    [Fact]
    public async Task Only_who_trusts_the_host_lets_it_in()
    {
        var root = await server.NewAccountAsync();
        var role = await NewRoleAsync(root, "www.amazon.com");
        await root.WebRefusedAsync(role, GoogleToken(Google), "AccessDenied", Denied);
        await root.WebRefusedAsync(
            role,
            cognito.Token(server.Clock.GetUtcNow(), With("iss", "cognito-identity.amazonaws.com")),
            "InvalidIdentityToken",
            "Issuer must be a valid URL"
        );
    }

    [Fact]
    public async Task Keys_elsewhere_than_where_they_must_be_are_not_fetched()
    {
        google.KeySetUrl = cognito.Url + "/keys";
        var root = await server.NewAccountAsync();
        var role = await NewRoleAsync(root, Google);
        await root.WebRefusedAsync(
            role,
            GoogleToken(Google),
            "InvalidIdentityToken",
            "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
                + "documentation for requirements"
        );
    }

    [Fact]
    public async Task Cognito_is_trusted_by_pool_and_kind_of_login()
    {
        var root = await server.NewAccountAsync();
        var role = await NewRoleAsync(
            root,
            Cognito,
            """
            {"StringEquals":{"cognito-identity.amazonaws.com:aud":"us-east-1:pool"},
             "ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}
            """
        );
        string Token(string pool, params string[] amr) =>
            cognito.Token(
                server.Clock.GetUtcNow(),
                claims =>
                {
                    (claims["iss"], claims["aud"], claims["sub"]) = ("https://" + Cognito, pool, "us-east-1:identity");
                    claims["amr"] = new JsonArray([.. amr.Select(value => (JsonNode)value)]);
                },
                "RS512"
            );
        var answer = await root.WebOkAsync(role, Token("us-east-1:pool", "authenticated", "login.example.com"));
        Assert.Equal((Cognito, "us-east-1:pool"), (answer.Text("Provider"), answer.Text("Audience")));
        await root.WebRefusedAsync(role, Token("us-east-1:other", "authenticated"), "AccessDenied", Denied);
        await root.WebRefusedAsync(role, Token("us-east-1:pool", "unauthenticated"), "AccessDenied", Denied);
    }

    [Theory]
    [InlineData("www.amazon.com")]
    [InlineData("graph.facebook.com")]
    public async Task Access_tokens_are_refused(string provider)
    {
        var root = await server.NewAccountAsync();
        var role = await NewRoleAsync(root, provider);
        await root.WebRefusedAsync(
            role,
            "Atza|opaque",
            "IDPRejectedClaim",
            $"Access tokens of {provider} cannot be verified.",
            ("ProviderId", provider)
        );
    }

    string GoogleToken(string iss, Action<JsonObject>? change = null) =>
        googleKeys.Token(
            server.Clock.GetUtcNow(),
            claims =>
            {
                Claims(claims, iss);
                change?.Invoke(claims);
            }
        );

    static void Claims(JsonObject claims, string iss)
    {
        (claims["iss"], claims["azp"], claims["aud"], claims["sub"]) = (iss, "client", "backend", "1234567890");
        claims["google"] = new JsonObject { ["organization_number"] = 42 };
    }

    static async Task<string> NewRoleAsync(TestClient root, string provider, string? condition = null) =>
        (await root.Iam("CreateRole", ("RoleName", "web"), ("AssumeRolePolicyDocument", Trust(provider, condition)))).Text("Arn");

    sealed class Server(IReadOnlyDictionary<string, BuiltInAddress> builtIn) : TestServer
    {
        internal override ServerOptions Configure(ServerOptions options) =>
            options with
            {
                BuiltInIssuers = builtIn,
                AllowPrivateIssuers = true,
            };
    }
}
