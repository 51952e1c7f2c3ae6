using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;
using Mantle.Core.Modules;
using Mantle.Core.Operations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Iam.OutboundFederation;
using Mantle.Server.Hosting;
using Mantle.Sts.Federation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mantle.Benchmarks.Federation;

/// <summary>
/// Measures verifying a web identity token without its signature: parsing, finding provider and key, claims, condition keys.
/// </summary>
static class FederationBenchmarks
{
    public static async Task<IReadOnlyList<MicroCase>> CasesAsync()
    {
        var cases = new List<MicroCase>();
        using AsymmetricAlgorithm rsa = RSA.Create(2_048),
            ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var folder = Directory.CreateTempSubdirectory("mantle-bench-").FullName;
        var server = await MantleServer.StartAsync(
            new ServerOptions
            {
                DataFolder = folder,
                Listen = new(IPAddress.Loopback, 0),
                AllowHttpIssuers = true,
                AllowPrivateIssuers = true,
            }
        );
        var (issuer, url) = await IssuerAsync(rsa, ec);
        var account = await AccountAsync(server, url);
        var webIdentities = new WebIdentityTokens(server.Part<Issuers>(), server.Part<OutboundIssuers>(), server.Part<MantleSettings>());
        foreach (var (algorithm, key) in new[] { ("RS256", rsa), ("ES256", ec) })
        {
            var token = Token(key, algorithm, url, TimeProvider.System.GetUtcNow());
            var signed = Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
            var signature = Base64Url.DecodeFromChars(token.AsSpan(token.LastIndexOf('.') + 1));
            AsymmetricAlgorithm open = key is RSA r
                ? RSA.Create(r.ExportParameters(false))
                : ECDsa.Create(((ECDsa)key).ExportParameters(false));
            var now = TimeProvider.System.GetUtcNow();
            await webIdentities.VerifyAsync(account, token, now, CancellationToken.None);
            cases.Add(
                new MicroCase(
                    $"{algorithm}: bare signature check",
                    () =>
                    {
                        if (
                            !(
                                open is RSA bare
                                    ? bare.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                                    : ((ECDsa)open).VerifyData(signed, signature, HashAlgorithmName.SHA256)
                            )
                        )
                            throw new InvalidOperationException("The signature is valid.");
                    }
                )
            );
            cases.Add(
                new MicroCase(
                    $"{algorithm}: web identity token, keys known",
                    () =>
                    {
                        if (!webIdentities.VerifyAsync(account, token, now, CancellationToken.None).AsTask().IsCompletedSuccessfully)
                            throw new InvalidOperationException("The token is valid and its key known.");
                    }
                )
            );
        }
        await issuer.DisposeAsync();
        return cases;
    }

    static async Task<(WebApplication Issuer, string Url)> IssuerAsync(AsymmetricAlgorithm rsa, AsymmetricAlgorithm ec)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var issuer = builder.Build();
        var url = "";
        var (n, q) = (((RSA)rsa).ExportParameters(false), ((ECDsa)ec).ExportParameters(false).Q);
        var keys = $$"""
            {"keys":[{"kty":"RSA","kid":"RS256","n":"{{Base64Url.EncodeToString(n.Modulus)}}","e":"AQAB"},
             {"kty":"EC","kid":"ES256","crv":"P-256","x":"{{Base64Url.EncodeToString(q.X)}}",
             "y":"{{Base64Url.EncodeToString(q.Y)}}"}]}
            """;
        issuer.Run(http =>
            http.Response.WriteAsync(http.Request.Path == "/keys" ? keys : $$"""{"issuer":"{{url}}","jwks_uri":"{{url}}/keys"}""")
        );
        await issuer.StartAsync();
        url = issuer.Urls.First();
        return (issuer, url);
    }

    static async Task<Account> AccountAsync(MantleServer services, string url)
    {
        var name = url["http://".Length..];
        using var turn = await services.Part<Ledger>().TurnAsync(services.Part<ManagementAccount>().Id);
        var change = new Change(services.Part<SecretBox>(), services.Part<TimeProvider>().GetUtcNow(), turn.Account);
        change.Put(
            new OidcProvider
            {
                Name = name,
                Arn = $"arn:aws:iam::{turn.Account.Id}:oidc-provider/{name}",
                IsPlain = true,
                ClientIds = ["sts.amazonaws.com"],
                CreateDate = change.Time,
            }
        );
        await turn.CommitAsync(change.Time, change.Finish(), null);
        return change.Account;
    }

    static string Token(AsymmetricAlgorithm key, string algorithm, string url, DateTimeOffset now)
    {
        string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
        var text =
            Part($$"""{"alg":"{{algorithm}}","kid":"{{algorithm}}","typ":"JWT"}""")
            + "."
            + Part(
                $$"""
                {"iss":"{{url}}","aud":["sts.amazonaws.com"],
                 "sub":"system:serviceaccount:default:app","iat":{{now.ToUnixTimeSeconds()}},
                 "exp":{{now.ToUnixTimeSeconds() + 3_600}},"namespace":"default"}
                """
            );
        var bytes = Encoding.ASCII.GetBytes(text);
        var signature = key is RSA rsa
            ? rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : ((ECDsa)key).SignData(bytes, HashAlgorithmName.SHA256);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }
}
