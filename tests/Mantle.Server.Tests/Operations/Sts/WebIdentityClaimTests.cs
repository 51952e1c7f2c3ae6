using System.Text.Json.Nodes;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;
using static Mantle.Server.Tests.Federation.WebIdentityCalls;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>The claims that a token needs, and their values.</summary>
[Collection(FederationCollection.Name)]
public class WebIdentityClaimTests(FederationServer server)
{
    [Fact]
    public async Task A_claim_of_the_wrong_type_is_refused_and_not_ignored()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        foreach (var value in new Func<JsonNode?>[] { () => "0", () => null, () => true, () => new JsonArray(), () => -1, () => 1e300 })
            await root.WebRefusedAsync(
                role,
                issuer.Token(server.Now, claims => claims["nbf"] = value()),
                "InvalidIdentityToken",
                "Invalid nbf claim"
            );
        foreach (var value in new Func<JsonNode?>[] { () => 1, () => null, () => true, () => new JsonArray("sts.amazonaws.com") })
            await root.WebRefusedAsync(
                role,
                issuer.Token(server.Now, claims => claims["azp"] = value()),
                "InvalidIdentityToken",
                "Invalid azp claim"
            );
        await root.WebOkAsync(
            role,
            issuer.Token(server.Now, claims => (claims["nbf"], claims["azp"]) = (server.Now.ToUnixTimeSeconds(), "sts.amazonaws.com"))
        );
    }

    [Fact]
    public async Task Required_claims_and_times_are_checked()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        foreach (var claim in new[] { "iss", "aud", "sub", "exp", "iat" })
            await root.WebRefusedAsync(
                role,
                issuer.Token(server.Now, claims => claims.Remove(claim)),
                "InvalidIdentityToken",
                $"Missing a required claim: {claim}"
            );
        var now = server.Now.ToUnixTimeSeconds();
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, With("exp", now)),
            "ExpiredTokenException",
            $"Token expired: current date/time {now} must be before the expiration date/time {now}"
        );
        await root.WebOkAsync(role, issuer.Token(server.Now, With("exp", now + 1)));
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, With("nbf", now + 301)),
            "InvalidIdentityToken",
            "Token is not valid yet"
        );
        await root.WebOkAsync(role, issuer.Token(server.Now, With("nbf", now + 299)));
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, With("iat", now + 301)),
            "InvalidIdentityToken",
            "Token issued in the future"
        );
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, With("exp", "tomorrow")),
            "InvalidIdentityToken",
            "Missing a required claim: exp"
        );
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, With("exp", 1e300)),
            "InvalidIdentityToken",
            "Missing a required claim: exp"
        );
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, With("iss", "not a url")),
            "InvalidIdentityToken",
            "Issuer must be a valid URL"
        );
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, With("iss", "https://stranger.example.com")),
            "InvalidIdentityToken",
            "No OpenIDConnect provider found in your account for https://stranger.example.com"
        );
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, With("iss", issuer.Url + "/")),
            "InvalidIdentityToken",
            $"No OpenIDConnect provider found in your account for {issuer.Url}/"
        );
        var https = issuer.Url.Replace("http:", "https:", StringComparison.Ordinal);
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, With("iss", https)),
            "InvalidIdentityToken",
            $"No OpenIDConnect provider found in your account for {https}"
        );
    }

    [Fact]
    public async Task The_audience_must_be_a_client_of_the_provider()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        async Task WrongAsync(Action<JsonObject> change) =>
            await root.WebRefusedAsync(role, issuer.Token(server.Now, change), "InvalidIdentityToken", "Incorrect token audience");
        await WrongAsync(With("aud", "other"));
        await WrongAsync(With("aud", new JsonArray("sts.amazonaws.com", "other")));
        await WrongAsync(With("azp", "other"));
        await root.WebOkAsync(role, issuer.Token(server.Now, With("aud", new JsonArray("sts.amazonaws.com"))));
        // The authorized party replaces the audience.
        var answer = await root.WebOkAsync(
            role,
            issuer.Token(server.Now, claims => (claims["aud"], claims["azp"]) = (new JsonArray("other", "more"), "sts.amazonaws.com"))
        );
        Assert.Equal("sts.amazonaws.com", answer.Text("Audience"));
        await root.Iam(
            "RemoveClientIDFromOpenIDConnectProvider",
            Oidc.Named(root.Arn($"oidc-provider/{issuer.Name}")),
            ("ClientID", "sts.amazonaws.com")
        );
        await WrongAsync(_ => { });
    }

    [Fact]
    public async Task Claims_are_condition_keys_of_the_provider()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(
            issuer,
            $$$"""
            {"StringEquals":{"{{{issuer.Name}}}:aud":"sts.amazonaws.com","{{{issuer.Name}}}:sub":"me","sts:RoleSessionName":"app"},
             "ForAnyValue:StringEquals":{"{{{issuer.Name}}}:amr":"mfa"}}
            """
        );
        var token = issuer.Token(server.Now, claims => (claims["sub"], claims["amr"]) = ("me", new JsonArray("pwd", "mfa")));
        await root.WebOkAsync(role, token);
        await root.WebRefusedAsync(role, issuer.Token(server.Now, With("amr", new JsonArray("mfa"))), "AccessDenied", Denied);
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, claims => (claims["sub"], claims["amr"]) = ("me", new JsonArray("pwd"))),
            "AccessDenied",
            Denied
        );
    }
}
