using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mantle.Server.Tests.Federation;

/// <summary>An OpenID Connect issuer on loopback with keys, answers and delays that a test sets.</summary>
sealed class TestIssuer : IAsyncDisposable
{
    readonly WebApplication application;

    TestIssuer(WebApplication application) => this.application = application;

    public string Url { get; private set; } = "";

    /// <summary>Ports are reused: without a path of its own, an issuer could meet another one's keys in the server's cache.</summary>
    readonly string path = $"/{Guid.NewGuid():N}";

    /// <summary>Host, port and path, as ARNs and condition keys have them.</summary>
    public string Name => Url[(Url.IndexOf("://", StringComparison.Ordinal) + 3)..];

    public List<IssuerKey> Keys { get; } = [new("first", RSA.Create(2_048))];

    /// <summary>How often keys were fetched.</summary>
    public int Fetches { get; private set; }

    /// <summary>The issuer in its discovery document, where it differs from the real one.</summary>
    public string? ClaimedIssuer { get; set; }

    public string? KeySetUrl { get; set; }

    /// <summary>Answers all requests instead of the documents.</summary>
    public RequestDelegate? Instead { get; set; }

    /// <summary>Delays the answers until it completes.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static async Task<TestIssuer> StartAsync(X509Certificate2? certificate = null, X509Certificate2Collection? chain = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    if (certificate is not null)
                        listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate, chain));
                }
            )
        );
        var issuer = new TestIssuer(builder.Build());
        issuer.application.Run(issuer.AnswerAsync);
        await issuer.application.StartAsync();
        var address = new Uri(
            issuer.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        );
        issuer.Url = certificate is null
            ? $"http://127.0.0.1:{address.Port}{issuer.path}"
            : $"https://localhost:{address.Port}{issuer.path}";
        return issuer;
    }

    async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == path + "/.well-known/openid-configuration")
            Fetches++;
        await Gate;
        if (Instead is { } instead)
        {
            await instead(http);
            return;
        }
        await http.Response.WriteAsync(
            http.Request.Path.Value?.Replace(path, "", StringComparison.Ordinal) switch
            {
                "/.well-known/openid-configuration" => JsonSerializer.Serialize(
                    new { issuer = ClaimedIssuer ?? Url, jwks_uri = KeySetUrl ?? Url + "/keys" }
                ),
                "/keys" => new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(key => key.Public())]) }.ToJsonString(),
                _ => "{}",
            }
        );
    }

    /// <summary>A token of this issuer, signed with its newest key.</summary>
    public string Token(DateTimeOffset now, Action<JsonObject>? change = null, string algorithm = "RS256") =>
        Keys[^1].Sign(Claims(now, change), algorithm);

    public JsonObject Claims(DateTimeOffset now, Action<JsonObject>? change = null)
    {
        var claims = new JsonObject
        {
            ["iss"] = Url,
            ["aud"] = "sts.amazonaws.com",
            ["sub"] = "system:serviceaccount:default:app",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.ToUnixTimeSeconds() + 600,
        };
        change?.Invoke(claims);
        return claims;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}

/// <summary>A key that an issuer publishes and signs with.</summary>
sealed record IssuerKey(string Id, AsymmetricAlgorithm Key)
{
    public JsonObject Public()
    {
        if (Key is RSA rsa)
        {
            var parameters = rsa.ExportParameters(false);
            return new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = Id,
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            };
        }
        var point = ((ECDsa)Key).ExportParameters(false);
        return new JsonObject
        {
            ["kty"] = "EC",
            ["use"] = "sig",
            ["kid"] = Id,
            ["crv"] = $"P-{Key.KeySize}",
            ["x"] = Base64Url.EncodeToString(point.Q.X),
            ["y"] = Base64Url.EncodeToString(point.Q.Y),
        };
    }

    public string Sign(JsonObject claims, string algorithm) =>
        Sign(
            new JsonObject
            {
                ["alg"] = algorithm,
                ["typ"] = "JWT",
                ["kid"] = Id,
            },
            claims
        );

    public string Sign(JsonObject header, JsonObject claims)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var hash = header["alg"]!.GetValue<string>()[^3..] switch
        {
            "384" => HashAlgorithmName.SHA384,
            "512" => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        };
        var signature = Key is RSA rsa ? rsa.SignData(bytes, hash, RSASignaturePadding.Pkcs1) : ((ECDsa)Key).SignData(bytes, hash);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
