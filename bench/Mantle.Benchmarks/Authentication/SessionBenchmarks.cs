using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Modules;
using Mantle.Core.Operations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.Policy;
using Mantle.Server.Hosting;
using Mantle.SigV4;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mantle.Benchmarks.Authentication;

/// <summary>
/// Measures authentication with a role session's credentials, without verifying the signature: opening the token or finding it in the
/// cache, and finding its role.
/// </summary>
static class SessionBenchmarks
{
    const string Body = "Action=GetCallerIdentity&Version=2011-06-15";

    /// <summary>More tokens than the cache of verified tokens holds.</summary>
    const int ForgottenTokens = 40_000;

    public static async Task<IReadOnlyList<MicroCase>> CasesAsync()
    {
        var server = await MantleServer.StartAsync(
            new ServerOptions
            {
                DataFolder = Directory.CreateTempSubdirectory("mantle-bench-").FullName,
                Listen = new(IPAddress.Loopback, 0),
            }
        );
        var services = server;
        var role = await RoleAsync(services);
        var now = services.Part<TimeProvider>().GetUtcNow();
        var known = Signed(services, role, now);
        var many = Enumerable.Range(0, ForgottenTokens).Select(_ => Signed(services, role, now)).ToArray();
        var authenticator = new Authenticator(services.Part<Ledger>(), services.Part<SecretBox>(), services.Part<SessionTokens>());
        var cache = new SigningKeyCache();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Body));
        var next = 0;
        return
        [
            new(
                "bare signature verification, signing key known",
                () =>
                {
                    var key = cache.GetOrDerive(known.Signature.AccessKeyId, known.Signature.Scope, 1, known.Secret);
                    if (
                        (
                            known.Signature.Check(known.Exchange.Signable, now)
                            ?? known.Signature.Verify(known.Exchange.Signable, key, hash)
                        ) is
                        { } error
                    )
                        throw new InvalidOperationException(error.ToString());
                }
            ),
            new("session-signed request, session seen before", () => Authenticate(authenticator, known)),
            new("session-signed request, session not seen before", () => Authenticate(authenticator, many[next++ % many.Length])),
        ];
    }

    static void Authenticate(Authenticator authenticator, SignedRequest request)
    {
        if (
            !authenticator
                .AuthenticateAsync(request.Exchange, request.Signature, request.Exchange.Time, CredentialErrors.Usual)
                .AsTask()
                .IsCompletedSuccessfully
        )
            throw new InvalidOperationException("The request is authentic and nothing about it is far away.");
    }

    static async Task<Role> RoleAsync(MantleServer services)
    {
        using var turn = await services.Part<Ledger>().TurnAsync(services.Part<ManagementAccount>().Id);
        var change = new Change(services.Part<SecretBox>(), services.Part<TimeProvider>().GetUtcNow(), turn.Account);
        var role = new Role
        {
            Name = "bench",
            Path = "/",
            Id = UniqueId.New(UniqueId.Role),
            Arn = Arn.Parse($"arn:aws:iam::{turn.Account.Id}:role/bench"),
            CreateDate = change.Time,
            MaxSessionDuration = 3_600,
            Trust = new TrustPolicy(
                PolicyText.Of(
                    """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"""
                ),
                ImmutableDictionary<string, string>.Empty
            ),
        };
        change.Put(role);
        await turn.CommitAsync(change.Time, change.Finish(), null);
        return role;
    }

    static SignedRequest Signed(MantleServer services, Role role, DateTimeOffset now)
    {
        var session = new Session
        {
            Kind = SessionKind.AssumedRole,
            AccountId = services.Part<ManagementAccount>().Id,
            AccessKeyId = UniqueId.NewAccessKey(UniqueId.SessionKey, services.Part<ManagementAccount>().Id),
            PrincipalId = role.Id,
            Name = "session",
            IssuedAt = now,
            ExpiresAt = now.AddHours(1),
        };
        var (token, secret) = services.Part<SessionTokens>().Issue(session, default);
        var headers = new HeaderList()
            .Add("Host", "127.0.0.1:4700")
            .Add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        new RequestSigner(new Credentials(session.AccessKeyId, secret, token), "us-east-1", "sts").Sign(
            SignableRequest.FromTarget("POST", "/", headers),
            PayloadHash.Of(Encoding.UTF8.GetBytes(Body)),
            now
        );
        var http = new DefaultHttpContext();
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = "/";
        http.Request.Method = "POST";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(Body));
        for (var i = 0; i < headers.Count; i++)
            http.Request.Headers.Append(headers[i].Key, headers[i].Value);
        var exchange = new Exchange(http, now);
        exchange.ReadBodyAsync(1 << 20).AsTask().GetAwaiter().GetResult();
        return exchange.Signature.TryRead(exchange.Signable, SigningProfile.Standard, out var signature, out var error)
            ? new SignedRequest(exchange, signature, secret)
            : throw new InvalidOperationException(error.ToString());
    }

    sealed record SignedRequest(Exchange Exchange, RequestSignature Signature, string Secret);
}
