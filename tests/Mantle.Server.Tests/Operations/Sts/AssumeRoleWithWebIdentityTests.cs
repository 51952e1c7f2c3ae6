using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Federation.WebIdentityCalls;

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(FederationCollection.Name)]
public class AssumeRoleWithWebIdentityTests(FederationServer server)
{
    const string Denied = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
    const string NoKey =
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
        + "documentation for requirements";

    DateTimeOffset Now => server.Clock.GetUtcNow();

    [Fact]
    public async Task A_token_of_a_trusted_issuer_becomes_a_session_of_the_role()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var answer = await root.WebOkAsync(role, issuer.Token(Now));
        Assert.Equal(
            "AssumedRoleUser Audience Credentials Provider SubjectFromWebIdentityToken",
            answer.Members("AssumeRoleWithWebIdentityResult")
        );
        Assert.Equal(root.Arn($"oidc-provider/{issuer.Name}"), answer.Text("Provider"));
        Assert.Equal("sts.amazonaws.com", answer.Text("Audience"));
        Assert.Equal("system:serviceaccount:default:app", answer.Text("SubjectFromWebIdentityToken"));
        var who = await root.Session(answer).Sts("GetCallerIdentity");
        Assert.Equal($"arn:aws:sts::{root.AccountId}:assumed-role/web/app", who.Text("Arn"));
        Assert.Equal(Now.AddHours(1), DateTimeOffset.Parse(answer.Text("Expiration"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("1", $"{issuer.Fetches}");
        // A token may be used again until it expires, and its issuer is not asked again.
        await root.WebOkAsync(role, issuer.Token(Now));
        Assert.Equal(1, issuer.Fetches);
    }

    /// <summary>What cannot be read as text is no token: half of a surrogate pair, bytes that are no UTF-8, in any place.</summary>
    [Theory]
    [InlineData("""{"iss":"\ud800"}""")]
    [InlineData("""{"\udfff":1}""")]
    [InlineData("""{"a":["x",{"b":"\ud800x"}]}""")]
    [InlineData("""{"https://aws.amazon.com/tags":{"principal_tags":{"\ud800":["x"]}}}""")]
    [InlineData("invalid")]
    public async Task A_token_with_text_that_is_none_is_no_token(string part)
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        const string none = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
        var good = issuer.Token(Now).Split('.');
        var broken = Base64Url.EncodeToString(
            part == "invalid" ? [(byte)'{', (byte)'"', 0xC3, (byte)'"', (byte)':', (byte)'1', (byte)'}'] : Encoding.UTF8.GetBytes(part)
        );
        await root.WebRefusedAsync(role, $"{good[0]}.{broken}.{good[2]}", "InvalidIdentityToken", none);
        await root.WebRefusedAsync(role, $"{broken}.{good[1]}.{good[2]}", "InvalidIdentityToken", none);
    }

    [Theory]
    [InlineData("""{"issuer":"\ud800","jwks_uri":"\ud800"}""")]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"\udc00","n":"\ud800","e":"AQAB"}]}""")]
    [InlineData("\u00ff")]
    [InlineData("""{"issuer":1,"jwks_uri":[]}""")]
    public async Task An_issuer_s_document_with_text_that_is_none_is_no_document(string document)
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        issuer.Instead = http =>
            http.Response.Body.WriteAsync(document.StartsWith('{') ? Encoding.UTF8.GetBytes(document) : [(byte)'{', 0xFF, (byte)'}'])
                .AsTask();
        await root.WebRefusedAsync(role, issuer.Token(Now), "InvalidIdentityToken", NoKey);
    }

    [Fact]
    public async Task A_claim_of_the_wrong_type_is_refused_and_not_ignored()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        foreach (var value in new Func<JsonNode?>[] { () => "0", () => null, () => true, () => new JsonArray(), () => -1, () => 1e300 })
            await root.WebRefusedAsync(
                role,
                issuer.Token(Now, claims => claims["nbf"] = value()),
                "InvalidIdentityToken",
                "Invalid nbf claim"
            );
        foreach (var value in new Func<JsonNode?>[] { () => 1, () => null, () => true, () => new JsonArray("sts.amazonaws.com") })
            await root.WebRefusedAsync(
                role,
                issuer.Token(Now, claims => claims["azp"] = value()),
                "InvalidIdentityToken",
                "Invalid azp claim"
            );
        await root.WebOkAsync(
            role,
            issuer.Token(Now, claims => (claims["nbf"], claims["azp"]) = (Now.ToUnixTimeSeconds(), "sts.amazonaws.com"))
        );
    }

    /// <summary>Files of tokens end with a newline, and some programs send it along.</summary>
    [Fact]
    public async Task A_newline_at_the_end_is_no_part_of_the_token()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        await root.WebOkAsync(role, issuer.Token(Now) + "\n");
        await root.WebOkAsync(role, issuer.Token(Now) + "\r\n");
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task Six_algorithms_are_understood(string algorithm)
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        issuer.Keys.Add(
            new IssuerKey(
                "second",
                algorithm switch
                {
                    "ES256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
                    "ES384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
                    "ES512" => ECDsa.Create(ECCurve.NamedCurves.nistP521),
                    _ => RSA.Create(2_048),
                }
            )
        );
        await root.WebOkAsync(role, issuer.Token(Now, algorithm: algorithm));
    }

    [Fact]
    public async Task What_is_not_signed_by_the_issuer_is_refused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var valid = issuer.Token(Now);
        var parts = valid.Split('.');
        var other = IssuerKey.Encode(issuer.Claims(Now, With("sub", "system:serviceaccount:kube-system:admin")));
        await root.WebRefusedAsync(role, $"{parts[0]}.{other}.{parts[2]}", "InvalidIdentityToken", "Token signature invalid");
        await root.WebRefusedAsync(role, $"{parts[0]}.{parts[1]}.", "InvalidIdentityToken", "Token signature invalid");
        var stranger = new IssuerKey("first", RSA.Create(2_048));
        await root.WebRefusedAsync(role, stranger.Sign(issuer.Claims(Now), "RS256"), "InvalidIdentityToken", "Token signature invalid");
        await root.WebRefusedAsync(
            role,
            (stranger with { Id = "unknown" }).Sign(issuer.Claims(Now), "RS256"),
            "InvalidIdentityToken",
            NoKey
        );

        // No signature at all, and the issuer's public key taken for the secret of an HMAC.
        var claims = IssuerKey.Encode(issuer.Claims(Now));
        foreach (var none in new[] { "none", "None", "NONE", "" })
            await root.WebRefusedAsync(role, $"{Header(none)}.{claims}.", "InvalidIdentityToken", "Unsupported token signature algorithm");
        var signed = $"{Header("HS256")}.{claims}";
        foreach (
            var secret in new[]
            {
                ((RSA)issuer.Keys[0].Key).ExportSubjectPublicKeyInfo(),
                Encoding.ASCII.GetBytes(((RSA)issuer.Keys[0].Key).ExportSubjectPublicKeyInfoPem()),
                ((RSA)issuer.Keys[0].Key).ExportParameters(false).Modulus!,
            }
        )
            await root.WebRefusedAsync(
                role,
                $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}",
                "InvalidIdentityToken",
                "Unsupported token signature algorithm"
            );

        // The algorithm must be one of the key's: an EC signature of a key that the token brings itself is none.
        var brought = new IssuerKey("first", ECDsa.Create(ECCurve.NamedCurves.nistP256));
        await root.WebRefusedAsync(
            role,
            brought.Sign(
                new JsonObject
                {
                    ["alg"] = "ES256",
                    ["kid"] = "first",
                    ["jwk"] = brought.Public(),
                },
                issuer.Claims(Now)
            ),
            "InvalidIdentityToken",
            NoKey
        );
        await root.WebOkAsync(role, valid);
    }

    static string Header(string algorithm) => IssuerKey.Encode(new JsonObject { ["alg"] = algorithm, ["kid"] = "first" });

    [Fact]
    public async Task What_is_no_token_is_refused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        const string message = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
        var valid = issuer.Token(Now);
        var parts = valid.Split('.');
        var twice = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"iss":"{{issuer.Url}}","iss":"{{issuer.Url}}"}"""));
        foreach (
            var text in new[]
            {
                "opaque-access-token",
                "a.b.c",
                "....",
                valid + ".x",
                $"{parts[0]}.{parts[1]}",
                valid + "=",
                " " + valid,
                $"{parts[0]}.{twice}.{parts[2]}",
                $"{Base64Url.EncodeToString("[]"u8)}.{parts[1]}.{parts[2]}",
            }
        )
            await root.WebRefusedAsync(role, text, "InvalidIdentityToken", message);
        var critical = issuer
            .Keys[0]
            .Sign(
                new JsonObject
                {
                    ["alg"] = "RS256",
                    ["kid"] = "first",
                    ["crit"] = new JsonArray("b64"),
                    ["b64"] = false,
                },
                issuer.Claims(Now)
            );
        await root.WebRefusedAsync(role, critical, "InvalidIdentityToken", message);
        await root.WebRefusedAsync(role, new string('a', 20_001), "ValidationError", null);
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
                issuer.Token(Now, claims => claims.Remove(claim)),
                "InvalidIdentityToken",
                $"Missing a required claim: {claim}"
            );
        var now = Now.ToUnixTimeSeconds();
        await root.WebRefusedAsync(
            role,
            issuer.Token(Now, With("exp", now)),
            "ExpiredTokenException",
            $"Token expired: current date/time {now} must be before the expiration date/time {now}"
        );
        await root.WebOkAsync(role, issuer.Token(Now, With("exp", now + 1)));
        await root.WebRefusedAsync(role, issuer.Token(Now, With("nbf", now + 301)), "InvalidIdentityToken", "Token is not valid yet");
        await root.WebOkAsync(role, issuer.Token(Now, With("nbf", now + 299)));
        await root.WebRefusedAsync(role, issuer.Token(Now, With("iat", now + 301)), "InvalidIdentityToken", "Token issued in the future");
        await root.WebRefusedAsync(
            role,
            issuer.Token(Now, With("exp", "tomorrow")),
            "InvalidIdentityToken",
            "Missing a required claim: exp"
        );
        await root.WebRefusedAsync(role, issuer.Token(Now, With("exp", 1e300)), "InvalidIdentityToken", "Missing a required claim: exp");
        await root.WebRefusedAsync(role, issuer.Token(Now, With("iss", "not a url")), "InvalidIdentityToken", "Issuer must be a valid URL");
        await root.WebRefusedAsync(
            role,
            issuer.Token(Now, With("iss", "https://stranger.example.com")),
            "InvalidIdentityToken",
            "No OpenIDConnect provider found in your account for https://stranger.example.com"
        );
        await root.WebRefusedAsync(
            role,
            issuer.Token(Now, With("iss", issuer.Url + "/")),
            "InvalidIdentityToken",
            $"No OpenIDConnect provider found in your account for {issuer.Url}/"
        );
        var https = issuer.Url.Replace("http:", "https:", StringComparison.Ordinal);
        await root.WebRefusedAsync(
            role,
            issuer.Token(Now, With("iss", https)),
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
            await root.WebRefusedAsync(role, issuer.Token(Now, change), "InvalidIdentityToken", "Incorrect token audience");
        await WrongAsync(With("aud", "other"));
        await WrongAsync(With("aud", new JsonArray("sts.amazonaws.com", "other")));
        await WrongAsync(With("azp", "other"));
        await root.WebOkAsync(role, issuer.Token(Now, With("aud", new JsonArray("sts.amazonaws.com"))));
        // The authorized party stands in for the audience.
        var answer = await root.WebOkAsync(
            role,
            issuer.Token(Now, claims => (claims["aud"], claims["azp"]) = (new JsonArray("other", "more"), "sts.amazonaws.com"))
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
        var token = issuer.Token(Now, claims => (claims["sub"], claims["amr"]) = ("me", new JsonArray("pwd", "mfa")));
        await root.WebOkAsync(role, token);
        await root.WebRefusedAsync(role, issuer.Token(Now, With("amr", new JsonArray("mfa"))), "AccessDenied", Denied);
        await root.WebRefusedAsync(
            role,
            issuer.Token(Now, claims => (claims["sub"], claims["amr"]) = ("me", new JsonArray("pwd"))),
            "AccessDenied",
            Denied
        );
    }

    [Fact]
    public async Task The_session_keeps_its_provider_and_what_identifies_the_subject()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var answer = await root.WebOkAsync(role, issuer.Token(Now, With("email", "me@example.com")));
        var session = root.Session(answer);
        async Task<bool> MayListAsync(string condition)
        {
            await root.Iam(
                "PutRolePolicy",
                ("RoleName", "web"),
                ("PolicyName", "p"),
                ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", condition))
            );
            return (await session.SendAsync("iam", "ListUsers")).Code is null;
        }
        Assert.True(
            await MayListAsync(
                $$$"""
                {"StringEquals":{"{{{issuer.Name}}}:sub":"system:serviceaccount:default:app",
                 "{{{issuer.Name}}}:aud":"sts.amazonaws.com"}}
                """
            )
        );
        Assert.True(
            await MayListAsync($$$"""{"StringEquals":{"aws:FederatedProvider":"{{{root.Arn($"oidc-provider/{issuer.Name}")}}}"}}""")
        );
        Assert.False(await MayListAsync($$$"""{"StringEquals":{"{{{issuer.Name}}}:email":"me@example.com"}}"""));
    }

    [Fact]
    public async Task Tags_and_source_identity_of_the_token_take_permissions_of_their_own()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var provider = root.Arn($"oidc-provider/{issuer.Name}");
        var tagged = issuer.Token(
            Now,
            With(
                "https://aws.amazon.com/tags",
                JsonNode.Parse("""{"principal_tags":{"Team":["blue"],"Stage":["test"]},"transitive_tag_keys":["Team"]}""")
            )
        );
        var flat = issuer.Token(
            Now,
            claims =>
                (claims["https://aws.amazon.com/tags/principal_tags/Team"], claims["https://aws.amazon.com/tags/transitive_tag_keys"]) = (
                    "blue",
                    new JsonArray("Team")
                )
        );
        var sourced = issuer.Token(Now, With("https://aws.amazon.com/source_identity", "alice"));
        await root.WebRefusedAsync(role, tagged, "AccessDenied", "Not authorized to perform sts:TagSession");
        await root.WebRefusedAsync(role, sourced, "AccessDenied", "Not authorized to perform sts:SetSourceIdentity");
        await root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "web"),
            (
                "PolicyDocument",
                Trust(
                    provider,
                    """
                    {"StringEqualsIfExists":{"aws:RequestTag/Team":"blue","sts:SourceIdentity":"alice"},
                     "ForAllValues:StringEquals":{"sts:TransitiveTagKeys":["Team"]}}
                    """,
                    "\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\",\"sts:SetSourceIdentity\""
                )
            )
        );
        var answer = await root.WebOkAsync(role, tagged);
        Assert.True(int.Parse(answer.Text("PackedPolicySize"), System.Globalization.CultureInfo.InvariantCulture) > 0);
        await root.WebOkAsync(role, flat);
        Assert.Equal("alice", (await root.WebOkAsync(role, sourced)).Text("SourceIdentity"));
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "web"),
            ("PolicyName", "p"),
            ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", """{"StringEquals":{"aws:PrincipalTag/Stage":"test"}}"""))
        );
        await root.Session(answer).Iam("ListUsers");

        async Task WrongAsync(string claim, JsonNode value) =>
            await root.WebRefusedAsync(role, issuer.Token(Now, With(claim, value)), "InvalidIdentityToken", null);
        await WrongAsync("https://aws.amazon.com/tags", "text");
        await WrongAsync("https://aws.amazon.com/tags", JsonNode.Parse("""{"principal_tags":{"Team":["blue","red"]}}""")!);
        await WrongAsync("https://aws.amazon.com/tags", JsonNode.Parse("""{"principal_tags":{"aws:Team":["blue"]}}""")!);
        await WrongAsync("https://aws.amazon.com/tags", JsonNode.Parse("""{"principal_tags":{"Team":["blue"],"team":["red"]}}""")!);
        await WrongAsync(
            "https://aws.amazon.com/tags",
            JsonNode.Parse("""{"principal_tags":{"Team":["blue"]},"transitive_tag_keys":["Other"]}""")!
        );
        await WrongAsync("https://aws.amazon.com/source_identity", "aws:me");
    }

    [Fact]
    public async Task Untrusted_and_missing_roles_are_refused_alike()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        await root.NewRoleAsync("other");
        var token = issuer.Token(Now);
        await root.WebRefusedAsync(root.Arn("role/other"), token, "AccessDenied", Denied);
        await root.WebRefusedAsync(root.Arn("role/none"), token, "AccessDenied", Denied);
        await root.WebRefusedAsync(
            "arn:aws:iam::999999999999:role/web",
            token,
            "InvalidIdentityToken",
            $"No OpenIDConnect provider found in your account for {issuer.Url}"
        );
        await root.WebRefusedAsync("arn:aws:iam::aws:user/something", token, "ValidationError", "Request ARN is invalid");
        await root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "web"),
            (
                "PolicyDocument",
                $$$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                 "Principal":{"Federated":"{{{root.Arn($"oidc-provider/{issuer.Name}")}}}"},
                 "Action":"sts:AssumeRoleWithWebIdentity"},
                 {"Effect":"Deny","Principal":{"Federated":"{{{root.Arn($"oidc-provider/{issuer.Name}")}}}"},
                 "Action":"sts:AssumeRoleWithWebIdentity",
                 "Condition":{"StringEquals":{"{{{issuer.Name}}}:sub":"system:serviceaccount:default:app"} } } ] }
                """
            )
        );
        await root.WebRefusedAsync(role, token, "AccessDenied", Denied);
    }

    [Fact]
    public async Task Durations_and_session_policies_keep_to_the_role()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        await root.Iam("PutRolePolicy", ("RoleName", "web"), ("PolicyName", "p"), ("PolicyDocument", Documents.Allow("iam:*")));
        await root.WebRefusedAsync(
            role,
            issuer.Token(Now),
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            ("DurationSeconds", "3601")
        );
        var answer = await root.WebOkAsync(
            role,
            issuer.Token(Now),
            ("Policy", Documents.Allow("iam:ListUsers")),
            ("DurationSeconds", "900")
        );
        await root.Session(answer).Iam("ListUsers");
        await root.Session(answer).Refused("AccessDenied", null, "ListRoles");
        await root.WebRefusedAsync(role, issuer.Token(Now), "MalformedPolicyDocument", null, ("Policy", "{}"));
    }

    [Fact]
    public async Task Events_name_the_subject_and_never_hold_the_token()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var token = issuer.Token(Now);
        var answer = await root.WebOkAsync(role, token);
        await root.WebRefusedAsync(root.Arn("role/none"), token, "AccessDenied", Denied);
        var parts = token.Split('.');
        await root.WebRefusedAsync(role, $"{parts[0]}.{parts[1]}.AAAA", "InvalidIdentityToken", "Token signature invalid");
        await root.Session(answer).Sts("GetCallerIdentity");

        var events = await server.EventsAsync(root);
        var calls = events.Where(happened => happened.GetProperty("eventName").GetString() == "AssumeRoleWithWebIdentity").ToList();
        Assert.Equal(3, calls.Count);
        var identity = calls[0].GetProperty("userIdentity");
        Assert.Equal("WebIdentityUser", identity.GetProperty("type").GetString());
        Assert.Equal("system:serviceaccount:default:app", identity.GetProperty("userName").GetString());
        Assert.Equal(root.Arn($"oidc-provider/{issuer.Name}"), identity.GetProperty("identityProvider").GetString());
        Assert.Equal("AccessDenied", calls[1].GetProperty("errorCode").GetString());
        Assert.True(calls[1].GetProperty("additionalEventData").TryGetProperty("authorizationId", out _));
        Assert.Equal(
            ("Unknown", "InvalidIdentityToken"),
            (calls[2].GetProperty("userIdentity").GetProperty("type").GetString(), calls[2].GetProperty("errorCode").GetString())
        );
        var trail = string.Join('\n', events.Select(happened => happened.GetRawText()));
        foreach (var secret in new[] { parts[2], parts[1], answer.Text("SecretAccessKey"), answer.Text("SessionToken")[..40] })
            Assert.DoesNotContain(secret, trail, StringComparison.Ordinal);
        Assert.Equal(
            root.Arn($"oidc-provider/{issuer.Name}"),
            events[^1]
                .GetProperty("userIdentity")
                .GetProperty("sessionContext")
                .GetProperty("webIdFederationData")
                .GetProperty("federatedProvider")
                .GetString()
        );
    }

    [Fact]
    public async Task Refused_tokens_are_recorded_at_a_bounded_rate()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        for (var i = 0; i < 80; i++)
            await root.WebRefusedAsync(role, "no token", "InvalidIdentityToken", null);
        var recorded = (await server.EventsAsync(root)).Count(happened =>
            happened.GetProperty("eventName").GetString() == "AssumeRoleWithWebIdentity"
        );
        Assert.Equal(60, recorded);
    }

    [Fact]
    public async Task A_signature_on_the_request_does_not_stand_in_for_the_token()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        (string, string)[] request = [("RoleArn", role), ("RoleSessionName", "app")];
        await root.RefusedAsync(
            "InvalidIdentityToken",
            null,
            "sts",
            "AssumeRoleWithWebIdentity",
            [.. request, ("WebIdentityToken", "none")]
        );
        await root.Sts("AssumeRoleWithWebIdentity", [.. request, ("WebIdentityToken", issuer.Token(Now))]);
        await root.RefusedAsync(
            "InvalidIdentityToken",
            null,
            "sts",
            "AssumeRoleWithWebIdentity",
            [("RoleArn", root.Arn("role/none")), ("RoleSessionName", "app"), ("WebIdentityToken", "none")]
        );
    }

    [Fact]
    public async Task Only_the_operations_that_AWS_takes_unsigned_are_taken_unsigned()
    {
        foreach (
            var (service, action) in new[]
            {
                ("sts", "AssumeRole"),
                ("sts", "GetCallerIdentity"),
                ("iam", "ListUsers"),
                ("sts", "NoSuchAction"),
            }
        )
        {
            var answer = await server.Management.SendUnsignedAsync(service, action);
            Assert.Equal((403, "MissingAuthenticationToken"), ((int)answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task A_session_over_the_packed_limit_is_refused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer, actions: "\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\"");
        var tags = new JsonObject();
        for (var i = 0; i < 50; i++)
            tags[$"key{i}"] = new JsonArray(RandomNumberGenerator.GetHexString(200));
        await root.WebRefusedAsync(
            role,
            issuer.Token(Now, With("https://aws.amazon.com/tags", new JsonObject { ["principal_tags"] = tags })),
            "PackedPolicyTooLarge",
            null
        );
    }
}
