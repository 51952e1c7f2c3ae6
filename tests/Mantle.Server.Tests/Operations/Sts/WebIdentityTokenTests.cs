using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Mantle.Server.Tests.Federation;
using static Mantle.Server.Tests.Federation.WebIdentityCalls;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>The text form of a token: what can be read, and what cannot.</summary>
[Collection(FederationCollection.Name)]
public class WebIdentityTokenTests(FederationServer server)
{
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
        var good = issuer.Token(server.Now).Split('.');
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
        await root.WebRefusedAsync(role, issuer.Token(server.Now), "InvalidIdentityToken", NoKey);
    }

    /// <summary>Files of tokens end with a newline, and some programs send it along.</summary>
    [Fact]
    public async Task A_newline_at_the_end_is_no_part_of_the_token()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        await root.WebOkAsync(role, issuer.Token(server.Now) + "\n");
        await root.WebOkAsync(role, issuer.Token(server.Now) + "\r\n");
    }

    [Fact]
    public async Task What_is_no_token_is_refused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        const string message = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
        var valid = issuer.Token(server.Now);
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
                valid[..10] + " " + valid[10..],
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
                issuer.Claims(server.Now)
            );
        await root.WebRefusedAsync(role, critical, "InvalidIdentityToken", message);
        await root.WebRefusedAsync(role, new string('a', 20_001), "ValidationError", null);
    }
}
