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

    /// <summary>A claim that narrows the session, or that conditions compare, is never left out because it cannot be read.</summary>
    [Theory]
    [InlineData("https://aws.amazon.com/source_identity", "5", "null", "true", """["alice"]""", """{"a":"alice"}""")]
    [InlineData("https://aws.amazon.com/tags/transitive_tag_keys", "5", "null", "true", """{"a":"Team"}""", """["Team",5]""", """[[]]""")]
    [InlineData("amr", """{"a":"mfa"}""", """["mfa",{}]""", """["mfa",["pwd"]]""", """["mfa",null]""")]
    [InlineData("email", """{"a":"b"}""", """[{}]""")]
    public async Task A_claim_that_cannot_be_read_is_refused_and_not_ignored(string claim, params string[] values)
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer, actions: AllActions);
        foreach (var value in values)
            await root.WebRefusedAsync(
                role,
                issuer.Token(server.Now, claims => (claims[Team], claims[claim]) = ("blue", JsonNode.Parse(value))),
                "InvalidIdentityToken",
                $"Invalid {claim} claim"
            );
    }

    [Theory]
    [InlineData("""{"transitive_tag_keys":5}""")]
    [InlineData("""{"transitive_tag_keys":null}""")]
    [InlineData("""{"transitive_tag_keys":true}""")]
    [InlineData("""{"transitive_tag_keys":{"Team":true}}""")]
    [InlineData("""{"transitive_tag_keys":["Team",["Stage"]]}""")]
    [InlineData("""{"principal_tags":{"Team":["blue",{}]}}""")]
    [InlineData("""{"principal_tags":{"Team":["blue",["red"]]}}""")]
    [InlineData("""{"principal_tags":{"Team":null}}""")]
    [InlineData("""{"principal_tags":null}""")]
    [InlineData("null")]
    public async Task Session_tags_that_cannot_be_read_are_refused(string tags)
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer, actions: AllActions);
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, claims => (claims[Team], claims["https://aws.amazon.com/tags"]) = ("blue", JsonNode.Parse(tags))),
            "InvalidIdentityToken",
            null
        );
    }

    [Theory]
    [InlineData("aud", "5")]
    [InlineData("aud", "null")]
    [InlineData("aud", "[]")]
    [InlineData("aud", """["sts.amazonaws.com",{}]""")]
    [InlineData("aud", """["sts.amazonaws.com",["other"]]""")]
    [InlineData("aud", """["sts.amazonaws.com",5]""")]
    [InlineData("sub", "5")]
    [InlineData("sub", """["a"]""")]
    [InlineData("iss", "5")]
    public async Task A_required_claim_of_the_wrong_type_counts_as_missing(string claim, string value)
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now, With(claim, JsonNode.Parse(value))),
            "InvalidIdentityToken",
            $"Missing a required claim: {claim}"
        );
    }

    [Fact]
    public async Task A_claim_of_a_condition_key_that_is_null_is_missing()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer, $$$"""{"Null":{"{{{issuer.Name}}}:email":"true"}}""");
        await root.WebOkAsync(role, issuer.Token(server.Now, With("email", null)));
        await root.WebRefusedAsync(role, issuer.Token(server.Now, With("email", "a@example.com")), "AccessDenied", Denied);
    }

    const string Team = "https://aws.amazon.com/tags/principal_tags/Team";

    const string AllActions = "\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\",\"sts:SetSourceIdentity\"";

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
