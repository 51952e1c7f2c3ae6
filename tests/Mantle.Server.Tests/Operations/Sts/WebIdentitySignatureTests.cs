using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mantle.Server.Tests.Federation;
using static Mantle.Server.Tests.Federation.WebIdentityCalls;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>The key and the algorithm that signed a token.</summary>
[Collection(FederationCollection.Name)]
public class WebIdentitySignatureTests(FederationServer server)
{
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
        await root.WebOkAsync(role, issuer.Token(server.Now, algorithm: algorithm));
    }

    [Fact]
    public async Task What_is_not_signed_by_the_issuer_is_refused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var valid = issuer.Token(server.Now);
        var parts = valid.Split('.');
        var other = IssuerKey.Encode(issuer.Claims(server.Now, With("sub", "system:serviceaccount:kube-system:admin")));
        await root.WebRefusedAsync(role, $"{parts[0]}.{other}.{parts[2]}", "InvalidIdentityToken", "Token signature invalid");
        await root.WebRefusedAsync(role, $"{parts[0]}.{parts[1]}.", "InvalidIdentityToken", "Token signature invalid");
        var stranger = new IssuerKey("first", RSA.Create(2_048));
        await root.WebRefusedAsync(
            role,
            stranger.Sign(issuer.Claims(server.Now), "RS256"),
            "InvalidIdentityToken",
            "Token signature invalid"
        );
        await root.WebRefusedAsync(
            role,
            (stranger with { Id = "unknown" }).Sign(issuer.Claims(server.Now), "RS256"),
            "InvalidIdentityToken",
            NoKey
        );

        // No signature at all, and the issuer's public key used as the secret of an HMAC.
        var claims = IssuerKey.Encode(issuer.Claims(server.Now));
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

        // The algorithm must fit the key. An EC signature by a key that the token itself contains is refused.
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
                issuer.Claims(server.Now)
            ),
            "InvalidIdentityToken",
            NoKey
        );
        await root.WebOkAsync(role, valid);
    }

    static string Header(string algorithm) => IssuerKey.Encode(new JsonObject { ["alg"] = algorithm, ["kid"] = "first" });
}
